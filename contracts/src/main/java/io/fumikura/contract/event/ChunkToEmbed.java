package io.fumikura.contract.event;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Objects;
import java.util.UUID;

/**
 * {@code fumikura.chunks}: one passage to be turned into a vector.
 *
 * @param ordinal 0-based place in the document
 * @param of how many passages the generation has
 * @param text what is embedded, without the model's prefix
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ChunkToEmbed(UUID documentId, int generation, int ordinal, int of, String text) {
    public ChunkToEmbed {
        Objects.requireNonNull(documentId, "document_id");
        Objects.requireNonNull(text, "text");
    }
}
