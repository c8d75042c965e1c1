package io.fumikura.ingest.outbox;

import io.fumikura.contract.event.CloudEvent;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.problem.TraceIds;
import io.fumikura.contract.trace.RecordTrace;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record to be sent.
 *
 * @param value owned by this record; nobody changes it
 */
// The array goes to the database as it is; records of this type are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record OutboxRecord(
        String topic, @Nullable String key, Map<String, String> headers, byte[] value) {
    public OutboxRecord {
        headers = Map.copyOf(headers);
    }

    /** A record about one document, with the headers every record of ours has. */
    public static OutboxRecord of(
            String topic, String tenant, UUID documentId, String eventId, Object value) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Topics.TENANT_HEADER, tenant);
        headers.put(Topics.EVENT_ID_HEADER, eventId);
        String trace = TraceIds.current();
        if (trace != null) {
            headers.put(Topics.TRACE_HEADER, trace);
        }
        headers.putAll(RecordTrace.headers(Context.current()));
        return new OutboxRecord(topic, documentId.toString(), headers, EventJson.write(value));
    }

    /** The same for records of one document that need no order among themselves. */
    public OutboxRecord withKey(String other) {
        return new OutboxRecord(topic, other, headers, value);
    }

    /** A CloudEvent about one document. */
    public static OutboxRecord event(
            String topic, String tenant, UUID documentId, CloudEvent<?> event) {
        return of(topic, tenant, documentId, event.id(), event);
    }

    /** A CloudEvent of ours, with the time it has now. */
    public static <T> CloudEvent<T> cloudEvent(
            String id, String source, String type, UUID subject, T data) {
        return CloudEvent.of(id, source, type, subject.toString(), Instant.now(), data);
    }
}
