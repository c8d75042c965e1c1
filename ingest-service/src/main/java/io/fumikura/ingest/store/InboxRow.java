package io.fumikura.ingest.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that was taken in, and the generation it became. */
@Entity
@Table(name = "inbox")
@IdClass(InboxRow.Key.class)
public class InboxRow {
    @Id public String consumer;

    @Id
    @Column(name = "event_id")
    public String eventId;

    @Column(name = "document_id")
    public UUID documentId;

    public int generation;

    @Column(name = "received_at")
    public Instant receivedAt;

    /** Where its record lies; null when only its transaction was known. */
    public @Nullable String topic;

    public @Nullable Integer partition;

    @Column(name = "\"offset\"")
    public @Nullable Long offset;

    @Column(name = "record_time")
    public @Nullable Instant recordTime;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected InboxRow() {}

    public InboxRow(
            String consumer,
            String eventId,
            GenerationKey became,
            @Nullable RecordPosition position) {
        this.consumer = consumer;
        this.eventId = eventId;
        this.documentId = became.documentId();
        this.generation = became.generation();
        this.receivedAt = Instant.now();
        if (position != null) {
            this.topic = position.topic();
            this.partition = position.partition();
            this.offset = position.offset();
            this.recordTime = position.time();
        }
    }

    public GenerationKey became() {
        return new GenerationKey(documentId, generation);
    }

    /** What identifies an event. */
    public record Key(String consumer, String eventId) implements Serializable {}
}
