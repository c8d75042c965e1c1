package io.fumikura.ocr.geometry;

import java.util.List;
import java.util.function.UnaryOperator;

/** Four corners as they are read on the page: top left, top right, bottom right, bottom left. */
public record Quad(Point topLeft, Point topRight, Point bottomRight, Point bottomLeft) {

    public List<Point> corners() {
        return List.of(topLeft, topRight, bottomRight, bottomLeft);
    }

    /** The rectangle along the axes around it. */
    public Box box() {
        return new Box(
                Math.min(
                        Math.min(topLeft.x(), bottomLeft.x()),
                        Math.min(topRight.x(), bottomRight.x())),
                Math.min(
                        Math.min(topLeft.y(), bottomLeft.y()),
                        Math.min(topRight.y(), bottomRight.y())),
                Math.max(
                        Math.max(topLeft.x(), bottomLeft.x()),
                        Math.max(topRight.x(), bottomRight.x())),
                Math.max(
                        Math.max(topLeft.y(), bottomLeft.y()),
                        Math.max(topRight.y(), bottomRight.y())));
    }

    /** The longer of the upper and the lower edge. */
    public double width() {
        return Math.max(topLeft.distance(topRight), bottomLeft.distance(bottomRight));
    }

    /** The longer of the left and the right edge. */
    public double height() {
        return Math.max(topLeft.distance(bottomLeft), topRight.distance(bottomRight));
    }

    public Quad map(UnaryOperator<Point> change) {
        return new Quad(
                change.apply(topLeft),
                change.apply(topRight),
                change.apply(bottomRight),
                change.apply(bottomLeft));
    }

    public Quad clipped(double width, double height) {
        return map(
                point ->
                        new Point(
                                Math.min(Math.max(0, point.x()), width),
                                Math.min(Math.max(0, point.y()), height)));
    }

    /**
     * Grown on all four sides along its own edges, where it is a rectangle.
     *
     * @param across so many pixels beyond the left and the right edge
     * @param along so many pixels beyond the upper and the lower edge
     */
    public Quad grown(double across, double along) {
        double width = Math.max(topLeft.distance(topRight), 1e-9);
        double height = Math.max(topLeft.distance(bottomLeft), 1e-9);
        double ux = (topRight.x() - topLeft.x()) / width * across;
        double uy = (topRight.y() - topLeft.y()) / width * across;
        double vx = (bottomLeft.x() - topLeft.x()) / height * along;
        double vy = (bottomLeft.y() - topLeft.y()) / height * along;
        return new Quad(
                topLeft.plus(-ux - vx, -uy - vy),
                topRight.plus(ux - vx, uy - vy),
                bottomRight.plus(ux + vx, uy + vy),
                bottomLeft.plus(-ux + vx, -uy + vy));
    }
}
