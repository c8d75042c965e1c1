package io.fumikura.ingest.chunk;

/**
 * How long passages are, in characters. This service has no tokeniser yet, so characters stand in
 * for the tokens of the embedding model: Japanese text has roughly 0.6 tokens a character with the
 * models used here, English 0.25, so 800 characters stay below 512 tokens.
 *
 * @param target a passage is closed before the sentence that would make it longer than this
 * @param max no passage is longer, whatever its sentences are
 * @param maxOverlap the last sentence of a passage is repeated in the next unless it is longer
 */
public record ChunkPolicy(int target, int max, int maxOverlap) {
    public static final ChunkPolicy DEFAULT = new ChunkPolicy(400, 800, 120);

    public ChunkPolicy {
        if (target < 20 || max < target || maxOverlap < 0 || maxOverlap >= target) {
            throw new IllegalArgumentException(
                    "needs 20 <= target <= max and 0 <= maxOverlap < target");
        }
    }
}
