package io.fumikura.ocr.layout;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.geometry.Box;
import java.util.Comparator;

/**
 * A member without a direction: u runs along the lines, v from one line to the next. Of horizontal
 * text u is x and v is y; of vertical text u is y and v is -x, so that tiers of columns of
 * characters are what columns of lines are.
 */
record Span(int id, boolean opaque, double u0, double u1, double v0, double v1) {
    static final Comparator<Span> DOWN =
            Comparator.comparingDouble(Span::centre)
                    .thenComparingDouble(Span::u0)
                    .thenComparingDouble(Span::u1)
                    .thenComparingDouble(Span::v0)
                    .thenComparingInt(Span::id);

    static Span of(Member member, Direction direction) {
        Box box = member.box();
        return direction == Direction.HORIZONTAL
                ? new Span(member.id(), member.isOpaque(), box.x0(), box.x1(), box.y0(), box.y1())
                : new Span(
                        member.id(), member.isOpaque(), box.y0(), box.y1(), -box.x1(), -box.x0());
    }

    double centre() {
        return (v0 + v1) / 2;
    }

    double length() {
        return u1 - u0;
    }

    double thickness() {
        return v1 - v0;
    }
}
