package io.fumikura.ocr.layout;

import io.fumikura.ocr.layout.Separator.Side;
import java.util.List;

/**
 * A heading between two sections of two columns stands on one side only, and would be read with
 * that side. It is told by its thickness, by facing nothing, and by the room the other side leaves
 * for it.
 */
final class Headings {
    private static final double THICK = 1.2;
    private static final double FACING = 0.3;
    private static final double ROOM = 2.5;

    private Headings() {}

    static void block(List<Span> spans, Side[] sides, double thickness) {
        Side[] before = sides.clone();
        for (int i = 0; i < sides.length; i++) {
            Side side = before[i];
            if ((side == Side.LEFT || side == Side.RIGHT)
                    && spans.get(i).thickness() >= THICK * thickness
                    && isBetween(spans, before, i, thickness)) {
                sides[i] = Side.BLOCKER;
            }
        }
    }

    private static boolean isBetween(List<Span> spans, Side[] sides, int index, double thickness) {
        Span heading = spans.get(index);
        double above = Double.NEGATIVE_INFINITY;
        double below = Double.POSITIVE_INFINITY;
        for (int i = 0; i < sides.length; i++) {
            boolean other =
                    sides[index] == Side.LEFT
                            ? sides[i] == Side.RIGHT
                            : sides[i] == Side.LEFT || sides[i] == Side.PROTRUDING;
            if (!other) {
                continue;
            }
            Span span = spans.get(i);
            if (span.v1() > heading.v0() - FACING * thickness
                    && span.v0() < heading.v1() + FACING * thickness) {
                return false;
            }
            if (span.v1() <= heading.v0()) {
                above = Math.max(above, span.v1());
            } else {
                below = Math.min(below, span.v0());
            }
        }
        return above > Double.NEGATIVE_INFINITY
                && below < Double.POSITIVE_INFINITY
                && below - above >= heading.thickness() + ROOM * thickness;
    }
}
