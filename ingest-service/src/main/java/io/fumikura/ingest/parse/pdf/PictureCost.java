package io.fumikura.ingest.parse.pdf;

import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;

/** The memory it takes to draw a page and to have it read. */
final class PictureCost {
    /** Drawn with four bytes a pixel, and then as it is read. */
    private static final int OF_A_DRAWN_PIXEL = 7;

    /** Unpacked, as samples, and as what is drawn. */
    private static final int COPIES = 3;

    /** PDFBox leaves out pixels of a JPEG only as long as so many are left for one drawn. */
    private static final int LEFT = 4;

    private PictureCost() {}

    /** As far as dictionaries tell it; what they tell wrong is bounded for each page. */
    static long bytes(PDPage page, double drawnPixels) {
        return (long) (drawnPixels * OF_A_DRAWN_PIXEL) + COPIES * largest(page, drawnPixels);
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
        int bits = picture.getInt(COSName.BITS_PER_COMPONENT, 1);
        return (long) Math.max(0, bits == 1 ? pixels : pixels * 3);
    }
}
