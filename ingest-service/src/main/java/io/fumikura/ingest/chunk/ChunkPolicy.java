package io.fumikura.ingest.chunk;

/**
 * How long passages are, in tokens of the embedding model. How these numbers were chosen stands in
 * the README.
 *
 * @param target a passage is closed before the sentence that would make it longer than this
 * @param max no passage is longer, its headings included; a list or a table that fits is kept whole
 * @param maxOverlap the last sentence of a passage is repeated in the next unless it is longer
 */
public record ChunkPolicy(int target, int max, int maxOverlap) {
    public static final ChunkPolicy DEFAULT = new ChunkPolicy(128, 256, 40);

    public ChunkPolicy {
        if (target < 20 || max < target || maxOverlap < 0 || maxOverlap >= target) {
            throw new IllegalArgumentException(
                    "needs 20 <= target <= max and 0 <= maxOverlap < target");
        }
    }
}
