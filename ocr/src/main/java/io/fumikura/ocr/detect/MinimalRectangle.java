package io.fumikura.ocr.detect;

import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The smallest rectangle, turned at will, around points.
 *
 * @param quad corners named by the edge that runs nearest to the right: what is turned by less than
 *     45 degrees keeps its corners, however thin and long it is
 */
public record MinimalRectangle(Quad quad) {
    private static final double SAME = 1e-9;

    /**
     * @param points at least one
     */
    public static MinimalRectangle around(List<Point> points) {
        List<Point> hull = hull(points);
        double best = Double.POSITIVE_INFINITY;
        Point axis = new Point(1, 0);
        for (int i = 0; i < hull.size(); i++) {
            Point a = hull.get(i);
            Point b = hull.get((i + 1) % hull.size());
            double length = a.distance(b);
            if (length == 0) {
                continue;
            }
            Point direction = new Point((b.x() - a.x()) / length, (b.y() - a.y()) / length);
            Extent extent = Extent.of(hull, direction);
            if (extent.area() < best - SAME) {
                best = extent.area();
                axis = direction;
            }
        }
        Point right = nearestToTheRight(axis);
        return new MinimalRectangle(Extent.of(hull, right).quad(right));
    }

    public double width() {
        return quad.width();
    }

    public double height() {
        return quad.height();
    }

    public double shortSide() {
        return Math.min(width(), height());
    }

    public double area() {
        return width() * height();
    }

    public double perimeter() {
        return 2 * (width() + height());
    }

    private static Point nearestToTheRight(Point axis) {
        Point right = axis;
        for (int turn = 0; turn < 4; turn++) {
            if (right.x() > 0 && right.x() >= Math.abs(right.y())) {
                return right;
            }
            right = new Point(-right.y(), right.x());
        }
        return right;
    }

    /** Andrew's monotone chain; without points on its edges. */
    private static List<Point> hull(List<Point> points) {
        List<Point> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y));
        if (sorted.size() < 3) {
            return sorted;
        }
        List<Point> hull = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            int start = hull.size();
            for (Point point : sorted) {
                while (hull.size() >= start + 2
                        && turn(hull.get(hull.size() - 2), hull.get(hull.size() - 1), point) <= 0) {
                    hull.remove(hull.size() - 1);
                }
                hull.add(point);
            }
            hull.remove(hull.size() - 1);
            java.util.Collections.reverse(sorted);
        }
        return hull.isEmpty() ? List.of(sorted.get(0)) : hull;
    }

    private static double turn(Point a, Point b, Point c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    }

    private record Extent(double minA, double maxA, double minB, double maxB) {
        static Extent of(List<Point> points, Point axis) {
            double minA = Double.POSITIVE_INFINITY;
            double maxA = Double.NEGATIVE_INFINITY;
            double minB = Double.POSITIVE_INFINITY;
            double maxB = Double.NEGATIVE_INFINITY;
            for (Point point : points) {
                double a = point.x() * axis.x() + point.y() * axis.y();
                double b = -point.x() * axis.y() + point.y() * axis.x();
                minA = Math.min(minA, a);
                maxA = Math.max(maxA, a);
                minB = Math.min(minB, b);
                maxB = Math.max(maxB, b);
            }
            return new Extent(minA, maxA, minB, maxB);
        }

        double area() {
            return (maxA - minA) * (maxB - minB);
        }

        Quad quad(Point axis) {
            return new Quad(
                    corner(minA, minB, axis),
                    corner(maxA, minB, axis),
                    corner(maxA, maxB, axis),
                    corner(minA, maxB, axis));
        }

        private static Point corner(double a, double b, Point axis) {
            return new Point(a * axis.x() - b * axis.y(), a * axis.y() + b * axis.x());
        }
    }
}
