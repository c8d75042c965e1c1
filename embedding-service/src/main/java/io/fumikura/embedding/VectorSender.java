package io.fumikura.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.event.DeadLetter;
import io.fumikura.contract.event.EmbeddedChunk;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.event.Vectors;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.trace.RecordTrace;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what becomes of a chunk. A send completes when Kafka has acknowledged it, and is repeated
 * until Kafka does, so whoever waits for it may commit the chunk's offset afterwards.
 */
@ApplicationScoped
public class VectorSender {
    private static final Logger LOG = Logger.getLogger(VectorSender.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final List<String> PASSED_ON =
            List.of(Topics.TRACE_HEADER, Topics.TENANT_HEADER, Topics.EVENT_ID_HEADER);

    private final MutinyEmitter<byte[]> vectors;
    private final MutinyEmitter<byte[]> deadLetters;
    private final ModelInfo model;
    private final EmbeddingMetrics metrics;

    // The buffers hold one poll at most: the next one is asked for when this one is done.
    VectorSender(
            @Channel("vectors") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<byte[]> vectors,
            @Channel("dead-letters") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
                    MutinyEmitter<byte[]> deadLetters,
            ModelInfo model,
            EmbeddingMetrics metrics) {
        this.vectors = vectors;
        this.deadLetters = deadLetters;
        this.model = model;
        this.metrics = metrics;
    }

    /**
     * @param work the trace of the call that computed it
     */
    Uni<Void> vector(ChunkRecord chunk, float[] vector, Context work) {
        EmbeddedChunk value =
                new EmbeddedChunk(
                        chunk.chunk().documentId(),
                        chunk.chunk().generation(),
                        chunk.chunk().ordinal(),
                        chunk.chunk().of(),
                        Vectors.encode(vector),
                        model.modelDigest(),
                        Objects.requireNonNull(model.indexCompat(), "index_compat"));
        String key = chunk.chunk().documentId().toString();
        Context trace = RecordTrace.next(work, chunk.trace());
        return send(vectors, key, headers(chunk.source(), trace), EventJson.write(value))
                .invoke(() -> metrics.vectorSent());
    }

    Uni<Void> deadLetter(
            ConsumerRecord<String, byte[]> record, ServiceException reason, int attempts) {
        LOG.warnf(
                "%s-%d@%d goes to the dead letters: %s",
                record.topic(), record.partition(), record.offset(), reason.detail());
        metrics.deadLetter(reason.code());
        byte[] value = Objects.requireNonNullElse(record.value(), new byte[0]);
        DeadLetter letter =
                new DeadLetter(
                        id(record),
                        tenant(record.headers()),
                        documentId(record.key()),
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.key(),
                        Base64.getEncoder().encodeToString(value),
                        "embed",
                        reason.code().wireName(),
                        reason.detail(),
                        attempts,
                        Clock.systemUTC().instant());
        RecordHeaders headers = headers(record, ChunkRecord.trace(record));
        return send(deadLetters, record.key(), headers, EventJson.write(letter));
    }

    /** The same record gives the same id, however often it is read. */
    private static UUID id(ConsumerRecord<String, byte[]> record) {
        String place = record.topic() + "-" + record.partition() + "-" + record.offset();
        return UUID.nameUUIDFromBytes(place.getBytes(UTF_8));
    }

    private static String tenant(Headers headers) {
        Header tenant = headers.lastHeader(Topics.TENANT_HEADER);
        return tenant == null ? Topics.DEFAULT_TENANT : new String(tenant.value(), UTF_8);
    }

    private static @Nullable UUID documentId(@Nullable String key) {
        try {
            return key == null ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static RecordHeaders headers(ConsumerRecord<String, byte[]> record, Context trace) {
        RecordHeaders passedOn = new RecordHeaders();
        for (String name : PASSED_ON) {
            Header header = record.headers().lastHeader(name);
            if (header != null) {
                passedOn.add(name, header.value());
            }
        }
        RecordTrace.headers(trace)
                .forEach((name, value) -> passedOn.add(name, value.getBytes(UTF_8)));
        return passedOn;
    }

    private static Uni<Void> send(
            MutinyEmitter<byte[]> channel,
            @Nullable String key,
            RecordHeaders headers,
            byte[] value) {
        OutgoingKafkaRecordMetadata<String> metadata =
                OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(key)
                        .withHeaders(headers)
                        .build();
        return Uni.createFrom()
                .deferred(() -> channel.sendMessage(Message.of(value).addMetadata(metadata)))
                .onFailure()
                .invoke(e -> LOG.warnf("Kafka did not take a record, trying again: %s", e))
                .onFailure()
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely();
    }
}
