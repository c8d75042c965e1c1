package io.fumikura.ocr.image;

import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;

/** Cuts a quadrilateral out of a page and makes it a rectangle. */
public final class Crop {
    private Crop() {}

    /**
     * As large as the longer of its opposite edges, cut to whole pixels, at least one. What lies
     * outside the page repeats its edge.
     *
     * @param kernel linear or cubic
     */
    public static Raster of(Raster page, Quad quad, Kernel kernel) {
        int width = Math.max(1, (int) quad.width());
        int height = Math.max(1, (int) quad.height());
        if (isUpright(quad)) {
            return page.slice(
                    (int) Math.round(quad.topLeft().x()),
                    (int) Math.round(quad.topLeft().y()),
                    width,
                    height);
        }
        return of(page, quad, width, height, kernel);
    }

    private static boolean isUpright(Quad quad) {
        return Math.abs(quad.topLeft().y() - quad.topRight().y()) < 0.01
                && Math.abs(quad.bottomLeft().y() - quad.bottomRight().y()) < 0.01
                && Math.abs(quad.topLeft().x() - quad.bottomLeft().x()) < 0.01
                && Math.abs(quad.topRight().x() - quad.bottomRight().x()) < 0.01;
    }

    /** The same with a size that is given, always by interpolation. */
    public static Raster of(Raster page, Quad quad, int width, int height, Kernel kernel) {
        Homography homography = Homography.to(quad, width, height);
        int channels = page.channels();
        byte[] data = new byte[width * height * channels];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Point source = homography.apply(x, y);
                for (int c = 0; c < channels; c++) {
                    double value =
                            kernel == Kernel.CUBIC
                                    ? cubic(page, source, c)
                                    : linear(page, source, c);
                    data[to++] = (byte) Math.min(255, Math.max(0, Math.rint(value)));
                }
            }
        }
        return new Raster(width, height, channels, data);
    }

    private static double linear(Raster page, Point at, int channel) {
        int x = (int) Math.floor(at.x());
        int y = (int) Math.floor(at.y());
        double fx = at.x() - x;
        double fy = at.y() - y;
        return (1 - fy)
                        * ((1 - fx) * sample(page, x, y, channel)
                                + fx * sample(page, x + 1, y, channel))
                + fy
                        * ((1 - fx) * sample(page, x, y + 1, channel)
                                + fx * sample(page, x + 1, y + 1, channel));
    }

    private static double cubic(Raster page, Point at, int channel) {
        int x = (int) Math.floor(at.x());
        int y = (int) Math.floor(at.y());
        double sum = 0;
        for (int j = -1; j <= 2; j++) {
            double row = 0;
            for (int i = -1; i <= 2; i++) {
                row += Kernel.cubic(at.x() - x - i, -0.75) * sample(page, x + i, y + j, channel);
            }
            sum += Kernel.cubic(at.y() - y - j, -0.75) * row;
        }
        return sum;
    }

    private static int sample(Raster page, int x, int y, int channel) {
        return page.at(
                Math.min(Math.max(0, x), page.width() - 1),
                Math.min(Math.max(0, y), page.height() - 1),
                channel);
    }
}
