package io.fumikura.ingest.parse;

import java.time.Duration;

/**
 * What one document may cost.
 *
 * @param maxCharacters of decoded text, in UTF-16 units; bounds the memory of a parse
 */
public record ParseLimits(int maxPages, int maxCharacters, Duration timeout) {
    public ParseLimits {
        if (maxPages < 1 || maxCharacters < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("every limit must be positive");
        }
    }
}
