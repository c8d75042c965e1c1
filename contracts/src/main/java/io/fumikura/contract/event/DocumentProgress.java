package io.fumikura.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.contract.ingest.DocumentState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data of every event on {@code fumikura.document-events}; the event's type is {@code
 * document.received}, {@code document.parsed}, {@code document.indexed}, {@code document.failed} or
 * {@code document.deleted}.
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentProgress(
        UUID documentId,
        int generation,
        DocumentState state,
        int pages,
        int chunks,
        @Nullable String code,
        @Nullable String reason) {}
