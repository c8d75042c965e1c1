package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be handled, kept so that somebody can look at it and replay it.
 *
 * @param topic the topic it was read from
 * @param stage which step gave up: {@code intake}, {@code parse}, {@code embed}, {@code index}, or
 *     {@code send}: too large for the topic, which was not reached
 * @param code of the error catalogue
 * @param replayedAt when it was put back, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeadLetterView(
        UUID id,
        @Nullable UUID documentId,
        String topic,
        String stage,
        String code,
        String reason,
        int attempts,
        Instant createdAt,
        @Nullable Instant replayedAt) {}
