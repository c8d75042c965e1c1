package io.fumikura.ingest.parse;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Pages that are read together.
 *
 * @param first 1-based
 * @param last inclusive
 */
public record PageRange(int first, int last) {

    public PageRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("no pages: " + first + " to " + last);
        }
    }

    /** Pages 1 to {@code pages}, at most {@code size} together. */
    public static List<PageRange> split(int pages, int size) {
        return IntStream.iterate(1, first -> first <= pages, first -> first + size)
                .mapToObj(first -> new PageRange(first, Math.min(pages, first + size - 1)))
                .toList();
    }
}
