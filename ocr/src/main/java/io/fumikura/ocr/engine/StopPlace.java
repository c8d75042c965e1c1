package io.fumikura.ocr.engine;

import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.recognise.Glyph;

/** How far down in its line the ink of a full stop or a comma is. */
final class StopPlace {
    private static final int INK = 128;

    private StopPlace() {}

    /** 0 at the top to 1 at the bottom; one half where there is no ink. */
    static double of(Raster line, Glyph stop) {
        int from = (int) Math.floor(stop.start() * line.width());
        int to = Math.min(line.width(), (int) Math.ceil(stop.end() * line.width()));
        double sum = 0;
        int count = 0;
        for (int x = from; x < to; x++) {
            for (int y = 0; y < line.height(); y++) {
                if (line.luminance(x, y) < INK) {
                    sum += y + 0.5;
                    count++;
                }
            }
        }
        return count == 0 ? 0.5 : sum / count / line.height();
    }
}
