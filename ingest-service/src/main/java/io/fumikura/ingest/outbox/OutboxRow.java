package io.fumikura.ingest.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.fumikura.contract.event.EventJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record that Kafka does not have yet. */
@Entity
@Table(name = "outbox")
public class OutboxRow {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public String topic;
    public @Nullable String key;

    /** JSON object of strings. */
    public String headers;

    public byte[] value;

    @Column(name = "created_at")
    public Instant createdAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected OutboxRow() {}

    OutboxRow(OutboxRecord outgoing, String headers) {
        this.topic = outgoing.topic();
        this.key = outgoing.key();
        this.headers = headers;
        this.value = outgoing.value();
        this.createdAt = Instant.now();
    }

    OutboxRecord toRecord() {
        try {
            return new OutboxRecord(
                    topic, key, EventJson.mapper().readValue(headers, HEADERS), value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the headers of outbox row " + id + " are no JSON", e);
        }
    }
}
