package io.fumikura.contract.event;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Objects;
import java.util.UUID;

/**
 * {@code fumikura.vectors}: the vector of one passage.
 *
 * @param vector base64 of little-endian float32, see {@link Vectors}
 * @param model digest of the model that made it
 * @param indexCompat names the index the vector belongs to
 */
@JsonNaming(SnakeCaseStrategy.class)
public record EmbeddedChunk(
        UUID documentId,
        int generation,
        int ordinal,
        int of,
        String vector,
        String model,
        String indexCompat) {
    public EmbeddedChunk {
        Objects.requireNonNull(documentId, "document_id");
        Objects.requireNonNull(vector, "vector");
        Objects.requireNonNull(indexCompat, "index_compat");
    }
}
