package io.fumikura.ocr.layout;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.geometry.Quad;
import java.util.List;

/**
 * Which lines are vertical. What is too short to tell (a digit, a page number, a cell of one
 * character) goes with the page.
 *
 * @param thickness the median of the page, in pixels
 * @param main of the larger total length of those that can be told
 */
public record Directions(double thickness, Direction main) {
    private static final double SLENDER = 1.5;
    private static final double LONG = 1.8;

    public static Directions of(List<Quad> lines) {
        double thickness =
                Median.of(
                        lines.stream().mapToDouble(quad -> Math.min(quad.width(), quad.height())));
        double balance = 0;
        for (Quad quad : lines) {
            double length = Math.max(quad.width(), quad.height());
            if (length >= LONG * thickness) {
                balance += quad.height() > SLENDER * quad.width() ? length : -length;
            }
        }
        return new Directions(thickness, balance > 0 ? Direction.VERTICAL : Direction.HORIZONTAL);
    }

    public Direction of(Quad line) {
        if (Math.max(line.width(), line.height()) < LONG * thickness) {
            return main;
        }
        return line.height() > SLENDER * line.width() ? Direction.VERTICAL : Direction.HORIZONTAL;
    }
}
