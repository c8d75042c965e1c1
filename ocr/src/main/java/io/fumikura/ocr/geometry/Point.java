package io.fumikura.ocr.geometry;

/** A place on a page, in pixels. */
public record Point(double x, double y) {
    public Point plus(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }

    public double distance(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    /** Turned clockwise, as seen on a page, where y grows downwards. */
    public Point turned(double radians, Point centre) {
        double dx = x - centre.x;
        double dy = y - centre.y;
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        return new Point(centre.x + dx * cos - dy * sin, centre.y + dx * sin + dy * cos);
    }
}
