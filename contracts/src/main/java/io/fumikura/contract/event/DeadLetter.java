package io.fumikura.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code fumikura.dead-letters}: a record nobody could handle, whole, with the reason.
 *
 * @param id of the dead letter; derived from topic, partition and offset, so a repetition is one
 * @param key of the original record, or null
 * @param valueBase64 the original value
 * @param stage which step gave up
 * @param code of the error catalogue
 * @param reason a sentence without stack or internal names
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        UUID id,
        String tenant,
        @Nullable UUID documentId,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        String valueBase64,
        String stage,
        String code,
        String reason,
        int attempts,
        Instant at) {}
