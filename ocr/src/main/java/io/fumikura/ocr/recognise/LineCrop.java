package io.fumikura.ocr.recognise;

import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.image.Crop;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Turn;

/**
 * Where a line is, to be cut out when its turn comes.
 *
 * @param vertical it runs down
 * @param lengthClass the detector's guess, or -1
 * @param inverted white on black: it is read as its negative
 */
public record LineCrop(
        Raster page, Quad quad, boolean vertical, int lengthClass, boolean inverted) {

    /**
     * The line from left to right.
     *
     * @param across more room on both sides, in parts of the thickness; may be negative
     * @param along more room at both ends, in the same
     */
    public Raster cut(double across, double along, Kernel kernel) {
        double side = across * thickness();
        double ends = along * thickness();
        Quad grown = vertical ? quad.grown(side, ends) : quad.grown(ends, side);
        Raster cut = Crop.of(page, across == 0 && along == 0 ? quad : grown, kernel);
        Raster upright = inverted ? cut.inverted() : cut;
        return vertical ? Turn.left(upright) : upright;
    }

    public double thickness() {
        return vertical ? quad.width() : quad.height();
    }

    public double length() {
        return vertical ? quad.height() : quad.width();
    }

    /** As if it ran in the other direction. */
    public LineCrop otherwise() {
        return new LineCrop(page, quad, !vertical, lengthClass, inverted);
    }

    public LineCrop negative() {
        return new LineCrop(page, quad, vertical, lengthClass, !inverted);
    }
}
