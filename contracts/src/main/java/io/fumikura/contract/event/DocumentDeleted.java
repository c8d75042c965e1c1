package io.fumikura.contract.event;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Objects;
import java.util.UUID;

/** The data of {@code document.deleted} on {@code fumikura.documents}. */
@JsonNaming(SnakeCaseStrategy.class)
public record DocumentDeleted(UUID documentId) {
    public static final String TYPE = "document.deleted";

    public DocumentDeleted {
        Objects.requireNonNull(documentId, "document_id");
    }
}
