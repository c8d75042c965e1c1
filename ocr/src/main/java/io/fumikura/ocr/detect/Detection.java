package io.fumikura.ocr.detect;

import io.fumikura.ocr.geometry.Quad;

/**
 * Something found on a page.
 *
 * @param label the model's class, {@code line} where it has none
 * @param lengthClass of the model that also guesses how many characters a line has; -1: no guess
 */
public record Detection(Quad quad, double score, String label, int lengthClass) {
    public static final String LINE = "line";
}
