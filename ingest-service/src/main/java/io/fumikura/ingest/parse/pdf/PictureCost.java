package io.fumikura.ingest.parse.pdf;

import io.fumikura.ocr.image.PageImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.jspecify.annotations.Nullable;

/** The memory it takes to draw a page, and then to have it read. */
final class PictureCost {
    /** Drawn with four bytes a pixel, and then as it is read. */
    private static final int OF_A_DRAWN_PIXEL = 7;

    private static final int CHANNELS = 3;

    /** Of a pixel of a picture, as PDFBox draws it. */
    private static final int COLOURS = 4;

    /** PDFBox leaves out pixels of a JPEG only as long as so many are left for one drawn. */
    private static final int LEFT = 4;

    /** So deep forms in forms are looked into. */
    private static final int DEPTH = 4;

    private final double drawnPixels;
    private final Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private double largest;

    private PictureCost(double drawnPixels) {
        this.drawnPixels = drawnPixels;
    }

    /** As far as dictionaries tell it; what they tell wrong is bounded for each page. */
    static long drawing(PDPage page, double drawnPixels) {
        PictureCost cost = new PictureCost(drawnPixels);
        PDResources resources = page.getResources();
        if (resources != null) {
            cost.look(resources.getCOSObject(), 0);
        }
        return (long) (drawnPixels * OF_A_DRAWN_PIXEL + cost.largest);
    }

    /** Known better once it is drawn: {@link PageImage#bytesWhileRead()}. */
    static long reading(double drawnPixels) {
        return (long) (drawnPixels * CHANNELS * PageImage.COPIES);
    }

    private void look(@Nullable COSDictionary resources, int depth) {
        if (resources == null || depth > DEPTH || !seen.add(resources)) {
            return;
        }
        for (COSDictionary object : all(resources, COSName.XOBJECT)) {
            if (object instanceof COSStream picture
                    && COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))) {
                largest = Math.max(largest, bytes(picture));
            } else {
                look(object.getCOSDictionary(COSName.RESOURCES), depth + 1);
            }
        }
        for (COSDictionary pattern : all(resources, COSName.PATTERN)) {
            look(pattern.getCOSDictionary(COSName.RESOURCES), depth + 1);
        }
        for (COSDictionary state : all(resources, COSName.EXT_G_STATE)) {
            COSDictionary mask = state.getCOSDictionary(COSName.SMASK);
            COSDictionary form = mask == null ? null : mask.getCOSDictionary(COSName.G);
            if (form != null) {
                look(form.getCOSDictionary(COSName.RESOURCES), depth + 1);
            }
        }
    }

    private static List<COSDictionary> all(COSDictionary resources, COSName kind) {
        COSDictionary named = resources.getCOSDictionary(kind);
        List<COSDictionary> all = new ArrayList<>();
        if (named != null) {
            for (COSName name : named.keySet()) {
                if (named.getDictionaryObject(name) instanceof COSDictionary object) {
                    all.add(object);
                }
            }
        }
        return all;
    }

    /** With a mask, both are made equally large, and then one of them. */
    private double bytes(COSStream picture) {
        double pixels = pixels(picture);
        double bytes = pixels * bytesOfAPixel(picture);
        for (COSName kind : List.of(COSName.SMASK, COSName.MASK)) {
            if (picture.getDictionaryObject(kind) instanceof COSStream mask) {
                double ofMask = pixels(mask);
                return bytes
                        + ofMask * bytesOfAPixel(mask)
                        + 2 * COLOURS * Math.max(pixels, ofMask);
            }
        }
        return bytes;
    }

    private double pixels(COSStream picture) {
        double pixels =
                Math.max(0, picture.getInt(COSName.WIDTH))
                        * (double) Math.max(0, picture.getInt(COSName.HEIGHT));
        return COSName.DCT_DECODE.equals(picture.getFilters())
                ? Math.min(pixels, LEFT * drawnPixels)
                : pixels;
    }

    /** Unpacked, as samples of a byte, and as colours; bits of grey become bytes at once. */
    private static int bytesOfAPixel(COSStream picture) {
        int bits = picture.getInt(COSName.BITS_PER_COMPONENT, 1);
        COSBase colours = picture.getDictionaryObject(COSName.COLORSPACE);
        if (bits == 1 && COSName.DEVICEGRAY.equals(colours)) {
            return 2;
        }
        int samples = samples(colours);
        return (bits + 7) / 8 * samples + samples + COLOURS;
    }

    private static int samples(@Nullable COSBase colours) {
        if (colours instanceof COSArray array && array.size() > 1) {
            return array.getObject(0) instanceof COSName kind
                    ? samples(kind, array.getObject(1))
                    : CHANNELS;
        }
        if (COSName.DEVICEGRAY.equals(colours) || colours == null) {
            return 1;
        }
        return COSName.DEVICECMYK.equals(colours) ? 4 : CHANNELS;
    }

    private static int samples(COSName kind, @Nullable COSBase parameter) {
        if (kind.equals(COSName.ICCBASED) && parameter instanceof COSStream profile) {
            return Math.max(1, Math.min(4, profile.getInt(COSName.N, CHANNELS)));
        }
        if (kind.equals(COSName.DEVICEN) && parameter instanceof COSArray inks) {
            return inks.size();
        }
        boolean one =
                kind.equals(COSName.INDEXED)
                        || kind.equals(COSName.SEPARATION)
                        || kind.equals(COSName.CALGRAY);
        return one ? 1 : CHANNELS;
    }
}
