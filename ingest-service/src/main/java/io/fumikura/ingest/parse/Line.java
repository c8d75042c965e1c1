package io.fumikura.ingest.parse;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a page.
 *
 * @param number 1-based within the page
 * @param box where it stands, or null where the format has no places
 * @param confidence of OCR, 0 to 1; null where the text was not recognised
 */
public record Line(int number, String text, @Nullable Box box, @Nullable Float confidence) {

    /** In points (1/72 inch) from the top left corner of the page. */
    public record Box(float left, float top, float right, float bottom) {

        public Box union(Box other) {
            return new Box(
                    Math.min(left, other.left),
                    Math.min(top, other.top),
                    Math.max(right, other.right),
                    Math.max(bottom, other.bottom));
        }
    }

    public Line(int number, String text) {
        this(number, text, null, null);
    }

    public Line(int number, String text, @Nullable Box box) {
        this(number, text, box, null);
    }

    public Optional<Box> place() {
        return Optional.ofNullable(box);
    }
}
