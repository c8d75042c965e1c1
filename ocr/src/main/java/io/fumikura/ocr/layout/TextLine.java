package io.fumikura.ocr.layout;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.geometry.Box;
import org.jspecify.annotations.Nullable;

/**
 * A line that has been read.
 *
 * @param id unique on its page
 * @param box after the page's skew was taken out
 * @param title whether the detector calls it one
 * @param region which of the page's regions it lies in, or null
 */
public record TextLine(
        int id,
        Box box,
        Direction direction,
        String text,
        boolean title,
        @Nullable Integer region) {
    Member member() {
        return new Member(id, box, direction);
    }

    Span span() {
        return Span.of(member(), direction);
    }
}
