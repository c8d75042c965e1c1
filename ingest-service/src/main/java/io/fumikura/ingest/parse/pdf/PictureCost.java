package io.fumikura.ingest.parse.pdf;

import io.fumikura.ocr.image.PageImage;
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

    private PictureCost() {}

    /** As far as dictionaries tell it; what they tell wrong is bounded for each page. */
    static long drawing(PDPage page, double drawnPixels) {
        return (long) (drawnPixels * OF_A_DRAWN_PIXEL) + largest(page, drawnPixels);
    }

    /** Known better once it is drawn: {@link PageImage#bytesWhileRead()}. */
    static long reading(double drawnPixels) {
        return (long) (drawnPixels * CHANNELS * PageImage.COPIES);
    }

    private static long largest(PDPage page, double drawnPixels) {
        PDResources resources = page.getResources();
        COSDictionary objects =
                resources == null
                        ? null
                        : resources.getCOSObject().getCOSDictionary(COSName.XOBJECT);
        long largest = 0;
        if (objects != null) {
            for (COSName name : objects.keySet()) {
                if (objects.getDictionaryObject(name) instanceof COSStream object
                        && COSName.IMAGE.equals(object.getCOSName(COSName.SUBTYPE))) {
                    largest = Math.max(largest, bytes(object, drawnPixels));
                }
            }
        }
        return largest;
    }

    private static long bytes(COSStream picture, double drawnPixels) {
        double pixels = (double) picture.getInt(COSName.WIDTH) * picture.getInt(COSName.HEIGHT);
        if (COSName.DCT_DECODE.equals(picture.getFilters())) {
            pixels = Math.min(pixels, LEFT * drawnPixels);
        }
        return (long) Math.max(0, pixels * bytesOfAPixel(picture));
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
