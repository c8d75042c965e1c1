package io.fumikura.ocr;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Quad;
import java.util.List;

/**
 * One line.
 *
 * @param id {@code b3.l2}
 * @param order from 0, in reading order within the page
 * @param confidence 0…1, as the recogniser's kind is used to give it
 * @param logp mean log probability, to compare readings of one line with
 * @param recogniser the file that read it
 * @param ruby readings printed beside it
 */
public record OcrLine(
        String id,
        int order,
        Box box,
        Quad polygon,
        Direction direction,
        String text,
        double confidence,
        double logp,
        String recogniser,
        List<Flag> flags,
        List<OcrWord> words,
        List<OcrWord> ruby) {
    /** What to know about a reading. */
    public enum Flag {
        /** The recogniser repeated itself and was cut. */
        REPETITION,
        /** The recogniser had no room for the end of the line. */
        TRUNCATED,
        /** White on black. */
        INVERTED
    }

    public OcrLine {
        flags = List.copyOf(flags);
        words = List.copyOf(words);
        ruby = List.copyOf(ruby);
    }
}
