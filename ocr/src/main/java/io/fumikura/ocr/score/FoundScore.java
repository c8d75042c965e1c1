package io.fumikura.ocr.score;

import java.util.Collection;

/**
 * Things that are there against things that were found.
 *
 * @param right of them
 */
public record FoundScore(int expected, int found, int right) {
    public static FoundScore sum(Collection<FoundScore> pages) {
        return new FoundScore(
                pages.stream().mapToInt(FoundScore::expected).sum(),
                pages.stream().mapToInt(FoundScore::found).sum(),
                pages.stream().mapToInt(FoundScore::right).sum());
    }

    /** Whether there is nothing to be right or wrong about. */
    public boolean isEmpty() {
        return expected == 0 && found == 0;
    }

    public double recall() {
        return expected == 0 ? 1 : (double) right / expected;
    }

    public double precision() {
        return found == 0 ? 1 : (double) right / found;
    }

    /** The harmonic mean of both. */
    public double f1() {
        return isEmpty() ? 1 : 2.0 * right / (expected + found);
    }
}
