package io.fumikura.inference;

import java.time.Duration;
import java.util.List;

/** One row of numbers for each input of a call, in order, and what they cost. */
public record TextResult(List<float[]> rows, Cost cost) {
    public TextResult {
        rows = List.copyOf(rows);
    }

    /**
     * @param tokens computed, without padding
     * @param truncated inputs that were cut
     */
    public record Cost(
            Duration tokenization, Duration queue, Duration inference, int tokens, int truncated) {}
}
