package io.fumikura.ocr.layout;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How far a page is turned, and its boxes without it.
 *
 * @param radians clockwise as seen on the page
 */
public record Skew(double radians, Point centre) {
    private record Weighted(double angle, double weight) {}

    /** The median of the lines' angles, weighted by their lengths. */
    public static Skew of(List<Quad> lines, Directions directions, double width, double height) {
        List<Weighted> angles = new ArrayList<>();
        for (Quad line : lines) {
            Point a = line.topLeft();
            Point b =
                    directions.of(line) == Direction.HORIZONTAL
                            ? line.topRight()
                            : line.bottomLeft();
            double dx = b.x() - a.x();
            double dy = b.y() - a.y();
            double angle =
                    directions.of(line) == Direction.HORIZONTAL
                            ? Math.atan2(dy, dx)
                            : Math.atan2(-dx, dy);
            angles.add(new Weighted(angle, Math.hypot(dx, dy)));
        }
        angles.sort(Comparator.comparingDouble(Weighted::angle));
        double half = angles.stream().mapToDouble(Weighted::weight).sum() / 2;
        double passed = 0;
        double median = 0;
        for (Weighted angle : angles) {
            passed += angle.weight;
            if (passed >= half) {
                median = angle.angle;
                break;
            }
        }
        return new Skew(median, new Point(width / 2, height / 2));
    }

    public double degrees() {
        return Math.toDegrees(radians);
    }

    /** The box of a quadrilateral on the page that stands straight. */
    public Box straight(Quad quad) {
        return radians == 0 ? quad.box() : turned(quad, -radians).box();
    }

    /** From the straight page back to the page as it is. */
    public Quad back(Box box) {
        return turned(box.quad(), radians);
    }

    private Quad turned(Quad quad, double by) {
        return quad.map(point -> point.turned(by, centre));
    }
}
