package io.fumikura.ocr.engine;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;

/**
 * Places to a hundredth of a pixel, confidences to four decimals: enough, and the same everywhere.
 */
final class Rounded {
    private Rounded() {}

    static double confidence(double value) {
        return Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000.0;
    }

    static double place(double value) {
        return Math.round(value * 100) / 100.0;
    }

    static Box box(Box box) {
        return new Box(place(box.x0()), place(box.y0()), place(box.x1()), place(box.y1()));
    }

    static Quad quad(Quad quad) {
        return quad.map(point -> new Point(place(point.x()), place(point.y())));
    }
}
