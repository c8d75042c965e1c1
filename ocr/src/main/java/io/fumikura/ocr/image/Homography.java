package io.fumikura.ocr.image;

import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;

/** Where a pixel of a straightened picture lies on the page. */
public final class Homography {
    private final double[] m;

    private Homography(double[] m) {
        this.m = m;
    }

    /** From the rectangle (0,0)…(width,height) to a quadrilateral. */
    public static Homography to(Quad quad, double width, double height) {
        Point a = quad.topLeft();
        Point b = quad.topRight();
        Point c = quad.bottomRight();
        Point d = quad.bottomLeft();
        double sx = a.x() - b.x() + c.x() - d.x();
        double sy = a.y() - b.y() + c.y() - d.y();
        double dx1 = b.x() - c.x();
        double dx2 = d.x() - c.x();
        double dy1 = b.y() - c.y();
        double dy2 = d.y() - c.y();
        double determinant = dx1 * dy2 - dx2 * dy1;
        double g = 0;
        double h = 0;
        if (Math.abs(determinant) > 1e-12) {
            g = (sx * dy2 - dx2 * sy) / determinant;
            h = (dx1 * sy - sx * dy1) / determinant;
        }
        return new Homography(
                new double[] {
                    (b.x() - a.x() + g * b.x()) / width,
                    (d.x() - a.x() + h * d.x()) / height,
                    a.x(),
                    (b.y() - a.y() + g * b.y()) / width,
                    (d.y() - a.y() + h * d.y()) / height,
                    a.y(),
                    g / width,
                    h / height
                });
    }

    public Point apply(double x, double y) {
        double w = m[6] * x + m[7] * y + 1;
        return new Point((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w);
    }
}
