package io.fumikura.ingest.deadletter;

import io.fumikura.contract.event.DeadLetter;
import io.fumikura.contract.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a record came from.
 *
 * @param key of the record as text, or null
 */
public record RecordOrigin(
        String topic, int partition, long offset, @Nullable String key, String tenant) {
    /** A dead letter with a bigger value would not fit into its topic. */
    private static final int MAX_VALUE = 40 * 1024 * 1024;

    private static final byte[] NONE = new byte[0];

    /**
     * Whether documents come in by this topic: the one for all tenants, or one of a tenant's own.
     */
    static boolean isOfDocuments(String topic) {
        return topic.equals(Topics.DOCUMENTS) || topic.startsWith(Topics.DOCUMENTS_OF_TENANT);
    }

    /**
     * The dead letter of this record; the same record always gives the same id.
     *
     * @param value what a replay puts back; too large a value is left out, and the reason says so
     */
    public DeadLetter deadLetter(byte[] value, Fault fault, Optional<UUID> documentId) {
        boolean fits = value.length <= MAX_VALUE;
        String id = topic + "/" + partition + "/" + offset;
        return new DeadLetter(
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                tenant,
                documentId.orElse(null),
                topic,
                partition,
                offset,
                key,
                Base64.getEncoder().encodeToString(fits ? value : NONE),
                fault.stage(),
                fault.code(),
                fits ? fault.reason() : fault.reason() + " (too large to keep; see " + id + ")",
                fault.attempts(),
                Instant.now());
    }
}
