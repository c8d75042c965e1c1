package io.fumikura.ocr.layout;

import io.fumikura.ocr.Direction;
import io.fumikura.ocr.geometry.Box;
import org.jspecify.annotations.Nullable;

/**
 * What is put in order: a line, or a region whose inside is ordered by itself.
 *
 * @param id unique; breaks ties
 * @param box after the page's skew was taken out
 * @param direction of a line; null for a region, which goes along with either
 */
public record Member(int id, Box box, @Nullable Direction direction) {
    boolean isOpaque() {
        return direction == null;
    }
}
