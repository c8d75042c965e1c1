package io.fumikura.ocr.detect;

import io.fumikura.ocr.image.Raster;

/** A map put together from windows along the longer side of a strip. */
final class MapStrips {
    private final boolean tall;
    private final InputSize size;
    private int width;
    private int height;
    private float[] values = {};

    MapStrips(boolean tall, InputSize size) {
        this.tall = tall;
        this.size = size;
    }

    /** Of the scaled page; the padding at its end stays out. */
    Raster part(Raster scaled, int start, int end) {
        return tall
                ? scaled.slice(
                        0,
                        start,
                        scaled.width(),
                        Math.max(1, Math.min(end, scaled.height()) - start))
                : scaled.slice(
                        start,
                        0,
                        Math.max(1, Math.min(end, scaled.width()) - start),
                        scaled.height());
    }

    /**
     * @param margin of the window that the one before it knows better
     */
    void put(ScoreMap map, int start, int end, int margin) {
        int step = Math.max(1, (end - start) / (tall ? map.height() : map.width()));
        if (values.length == 0) {
            width = size.paddedWidth() / step;
            height = size.paddedHeight() / step;
            values = new float[width * height];
        }
        int offset = start / step;
        for (int y = tall ? margin / step : 0; y < map.height(); y++) {
            int row = tall ? offset + y : y;
            int from = tall ? 0 : margin / step;
            int to = row * width + (tall ? 0 : offset + from);
            System.arraycopy(map.values(), y * map.width() + from, values, to, map.width() - from);
        }
    }

    ScoreMap whole() {
        return new ScoreMap(width, height, values);
    }
}
