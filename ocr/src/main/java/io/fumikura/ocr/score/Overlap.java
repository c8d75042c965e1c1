package io.fumikura.ocr.score;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.util.ArrayList;
import java.util.List;

/**
 * How far two quadrilaterals are the same place. Not by the boxes around them: on a page that lies
 * askew those of neighbouring lines overlap.
 */
final class Overlap {
    private Overlap() {}

    /** Shared area over the area of both together, 0…1. Both are convex. */
    static double of(Quad a, Quad b) {
        Box box = a.box();
        if (box.shared(b.box()) == 0) {
            return 0;
        }
        double shared = Math.abs(area(clipped(a, b)));
        double both = Math.abs(area(a.corners())) + Math.abs(area(b.corners())) - shared;
        return both > 0 ? shared / both : 0;
    }

    /** What of {@code a} lies within {@code b}: cut along one edge of {@code b} after another. */
    private static List<Point> clipped(Quad a, Quad b) {
        List<Point> edges = b.corners();
        double side = Math.signum(area(edges));
        List<Point> rest = a.corners();
        for (int i = 0; i < edges.size(); i++) {
            rest = cut(rest, edges.get(i), edges.get((i + 1) % edges.size()), side);
        }
        return rest;
    }

    private static List<Point> cut(List<Point> polygon, Point from, Point to, double side) {
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < polygon.size(); i++) {
            Point here = polygon.get(i);
            Point next = polygon.get((i + 1) % polygon.size());
            double d = side * beside(from, to, here);
            double e = side * beside(from, to, next);
            if (d >= 0) {
                kept.add(here);
            }
            if (d * e < 0) {
                double part = d / (d - e);
                kept.add(here.plus(part * (next.x() - here.x()), part * (next.y() - here.y())));
            }
        }
        return kept;
    }

    /** Above 0 on one side of the edge, below on the other. */
    private static double beside(Point from, Point to, Point point) {
        return (to.x() - from.x()) * (point.y() - from.y())
                - (to.y() - from.y()) * (point.x() - from.x());
    }

    private static double area(List<Point> corners) {
        double twice = 0;
        for (int i = 0; i < corners.size(); i++) {
            Point here = corners.get(i);
            Point next = corners.get((i + 1) % corners.size());
            twice += here.x() * next.y() - next.x() * here.y();
        }
        return twice / 2;
    }
}
