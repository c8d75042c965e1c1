package io.fumikura.index;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A passage that was found.
 *
 * @param score comparable only within one answer: a fused rank for hybrid, the cosine for dense, a
 *     BM25 sum for lexical
 */
public record FoundChunk(
        String tenant,
        UUID documentId,
        int generation,
        int ordinal,
        int page,
        int firstLine,
        int lastLine,
        String title,
        String text,
        List<String> tags,
        String contentType,
        Instant createdAt,
        double score) {

    public FoundChunk {
        tags = List.copyOf(tags);
    }
}
