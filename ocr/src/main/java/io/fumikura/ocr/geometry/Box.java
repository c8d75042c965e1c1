package io.fumikura.ocr.geometry;

import java.util.Collection;

/** A rectangle along the axes, in pixels; the right and lower edges are exclusive. */
public record Box(double x0, double y0, double x1, double y1) {
    public double width() {
        return x1 - x0;
    }

    public double height() {
        return y1 - y0;
    }

    public double area() {
        return Math.max(0, width()) * Math.max(0, height());
    }

    public double thickness() {
        return Math.min(width(), height());
    }

    public double length() {
        return Math.max(width(), height());
    }

    public Point centre() {
        return new Point((x0 + x1) / 2, (y0 + y1) / 2);
    }

    public boolean contains(Point point) {
        return point.x() >= x0 && point.x() <= x1 && point.y() >= y0 && point.y() <= y1;
    }

    public Box union(Box other) {
        return new Box(
                Math.min(x0, other.x0),
                Math.min(y0, other.y0),
                Math.max(x1, other.x1),
                Math.max(y1, other.y1));
    }

    /** The area both cover. */
    public double shared(Box other) {
        double width = Math.min(x1, other.x1) - Math.max(x0, other.x0);
        double height = Math.min(y1, other.y1) - Math.max(y0, other.y0);
        return width > 0 && height > 0 ? width * height : 0;
    }

    /** Shared area over the area of both together. */
    public double overlap(Box other) {
        double shared = shared(other);
        double both = area() + other.area() - shared;
        return both > 0 ? shared / both : 0;
    }

    public Box grown(double by) {
        return new Box(x0 - by, y0 - by, x1 + by, y1 + by);
    }

    public Box clipped(double width, double height) {
        return new Box(
                Math.min(Math.max(0, x0), width),
                Math.min(Math.max(0, y0), height),
                Math.max(0, Math.min(width, x1)),
                Math.max(0, Math.min(height, y1)));
    }

    public Quad quad() {
        return new Quad(new Point(x0, y0), new Point(x1, y0), new Point(x1, y1), new Point(x0, y1));
    }

    /**
     * The smallest that holds all.
     *
     * @param boxes at least one
     */
    public static Box around(Collection<Box> boxes) {
        return boxes.stream().reduce(Box::union).orElseThrow();
    }
}
