package io.fumikura.ocr.recognise;

import io.fumikura.ocr.image.Raster;

/** A line with the width it will have about, so that it can be put in a batch before it is cut. */
record SizedLine(int index, LineCrop crop, CtcProfile profile) {
    /** Room around the box in which ink is looked for, in parts of the thickness. */
    private static final double MARGIN = 0.4;

    private static final double AT_THE_ENDS = 0.1;
    private static final double SMALLEST = 0.85;
    private static final double LARGEST = 1.3;

    int width() {
        return (int) Math.ceil(profile.height() * crop.length() / Math.max(1, crop.thickness()));
    }

    /** How much of the picture lies beyond one end of the line. */
    double margin(double room) {
        double ends = (profile.inkRatio() == null ? room : AT_THE_ENDS) * crop.thickness();
        return ends / Math.max(1, crop.length() + 2 * ends);
    }

    /** As the model takes it. */
    Raster image(double room) {
        Double ratio = profile.inkRatio();
        Raster line = ratio == null ? crop.cut(room, room, profile.cutting()) : fitted(room, ratio);
        return CtcRecogniser.scaled(line, profile);
    }

    /**
     * Cut so that ink has its share of the height. A line of dashes has next to no ink across it,
     * so the height stays near that of the box.
     */
    private Raster fitted(double room, double ratio) {
        Raster wide = crop.cut(MARGIN, AT_THE_ENDS, profile.cutting());
        double thickness = wide.height() / (1 + 2 * MARGIN);
        double edge = MARGIN * thickness;
        int[] ink =
                Ink.of(wide)
                        .extent(
                                (int) Math.round(edge + 0.1 * thickness),
                                (int) Math.round(edge + 0.9 * thickness));
        double height =
                Math.min(
                        LARGEST * thickness,
                        Math.max(SMALLEST * thickness, (ink[1] - ink[0]) / ratio));
        double centre =
                Math.min(
                        edge + 0.6 * thickness,
                        Math.max(edge + 0.4 * thickness, (ink[0] + ink[1]) / 2.0));
        int rows = Math.max(1, (int) Math.round(height * (1 + 2 * room)));
        return wide.slice(0, (int) Math.round(centre - rows / 2.0), wide.width(), rows);
    }
}
