package io.fumikura.ingest.intake;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.Fault;
import io.fumikura.ingest.deadletter.RecordOrigin;
import io.fumikura.ingest.outbox.OutboxRecord;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The record that brought a document in.
 *
 * @param event its value, with the content by reference: a dead letter need not carry it again
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record SourceRecord(RecordOrigin origin, String event) {
    public SourceRecord {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(origin.topic(), "topic");
        Objects.requireNonNull(origin.tenant(), "tenant");
        Objects.requireNonNull(event, "event");
    }

    OutboxRecord deadLetter(UUID documentId, ServiceException fault) {
        return DeadLetters.outgoing(
                origin,
                event.getBytes(StandardCharsets.UTF_8),
                Fault.of("parse", fault),
                Optional.of(documentId));
    }
}
