package io.fumikura.ingest.parse;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/** Draws the pages of one format, each as it is shown. Works on the calling thread. */
public interface PageDrawing {
    /** Of one picture: about A3 at 200 dpi. What would be larger is drawn smaller. */
    int MAX_PIXELS = 8_000_000;

    /**
     * @param number of the page, from 1
     * @param width of the picture, in pixels
     * @throws io.fumikura.contract.problem.ServiceException there is no such page, or it cannot be
     *     drawn, and why
     * @throws IOException the disk failed: worth another try
     */
    Drawn draw(Path file, ParseBudget budget, int number, int width) throws IOException;

    /**
     * A page as a picture.
     *
     * @param image grey or RGB
     * @param scale pixels of a point, the unit in which lines have their places
     */
    record Drawn(BufferedImage image, double scale) {}

    /** The width at which a page has no more than {@link #MAX_PIXELS}. */
    static double bounded(double width, double pageWidth, double pageHeight) {
        double most = Math.sqrt(MAX_PIXELS * pageWidth / Math.max(pageHeight, 1e-3));
        return Math.max(1, Math.min(width, most));
    }
}
