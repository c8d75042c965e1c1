package io.fumikura.ingest.export;

import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * Where something is on a page of a PDF that is known by its place on the page as that is shown:
 * cropped and rotated.
 *
 * @param rotation clockwise: 0, 90, 180 or 270
 */
record ShownPlace(int rotation, PDRectangle crop) {
    static ShownPlace of(PDPage page) {
        return new ShownPlace(page.getRotation(), page.getCropBox());
    }

    /**
     * The matrix for text that begins there and reads from left to right when it is shown.
     *
     * @param x points from the left edge
     * @param y points from the upper edge
     */
    String textMatrix(double x, double y) {
        double left = crop.getLowerLeftX();
        double bottom = crop.getLowerLeftY();
        double width = crop.getWidth();
        double height = crop.getHeight();
        return switch (rotation) {
            case 90 -> matrix("0 1 -1 0", left + y, bottom + x);
            case 180 -> matrix("-1 0 0 -1", left + width - x, bottom + y);
            case 270 -> matrix("0 -1 1 0", left + width - y, bottom + height - x);
            default -> matrix("1 0 0 1", left + x, bottom + height - y);
        };
    }

    private static String matrix(String turn, double x, double y) {
        return String.format(Locale.ROOT, "%s %.3f %.3f Tm", turn, x, y);
    }
}
