package io.fumikura.index;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One passage as it is written.
 *
 * @param generation counts up with each reading of the document
 * @param ordinal 0-based place in the document
 * @param page 1-based
 * @param firstLine 1-based, on the page
 * @param groups who may find it; empty for the whole tenant
 * @param createdAt when the document was accepted
 * @param vector of the embedding model, any length but zero; not compared by {@code equals}
 */
// The array goes straight to the wire; copying 7 KB per passage would buy nothing.
@SuppressWarnings("ArrayRecordComponent")
public record IndexedChunk(
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
        List<String> groups,
        String contentType,
        Instant createdAt,
        float[] vector) {

    public IndexedChunk {
        tags = List.copyOf(tags);
        groups = List.copyOf(groups);
    }
}
