package io.fumikura.ocr.detect;

import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.util.List;

/**
 * The mean of a map over a quadrilateral whose corners are cut to whole pixels, its edges included.
 */
record QuadScore(double mean, int pixels) {
    private static final double ON_THE_EDGE = 0.5;

    static QuadScore of(ScoreMap map, Quad quad) {
        int left = (int) Math.floor(quad.box().x0());
        int top = (int) Math.floor(quad.box().y0());
        List<Point> corners =
                quad.map(
                                point ->
                                        new Point(
                                                left + (int) (point.x() - left),
                                                top + (int) (point.y() - top)))
                        .corners();
        double minX = corners.stream().mapToDouble(Point::x).min().orElse(0);
        double maxX = corners.stream().mapToDouble(Point::x).max().orElse(0);
        double minY = corners.stream().mapToDouble(Point::y).min().orElse(0);
        double maxY = corners.stream().mapToDouble(Point::y).max().orElse(0);
        double sum = 0;
        int pixels = 0;
        for (int y = Math.max(0, (int) minY); y <= Math.min(map.height() - 1, (int) maxY); y++) {
            for (int x = Math.max(0, (int) minX); x <= Math.min(map.width() - 1, (int) maxX); x++) {
                if (holds(corners, x, y)) {
                    sum += map.at(x, y);
                    pixels++;
                }
            }
        }
        return new QuadScore(pixels == 0 ? 0 : sum / pixels, pixels);
    }

    private static boolean holds(List<Point> corners, int x, int y) {
        boolean inside = true;
        boolean near = false;
        for (int i = 0; i < 4; i++) {
            Point a = corners.get(i);
            Point b = corners.get((i + 1) % 4);
            double dx = b.x() - a.x();
            double dy = b.y() - a.y();
            double side = dx * (y - a.y()) - dy * (x - a.x());
            inside &= side >= 0;
            double length = dx * dx + dy * dy;
            double along =
                    length == 0
                            ? 0
                            : Math.min(
                                    1, Math.max(0, ((x - a.x()) * dx + (y - a.y()) * dy) / length));
            near |= Math.hypot(x - a.x() - along * dx, y - a.y() - along * dy) <= ON_THE_EDGE;
        }
        return inside || near;
    }
}
