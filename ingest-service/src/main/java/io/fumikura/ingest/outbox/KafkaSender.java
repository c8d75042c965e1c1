package io.fumikura.ingest.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends outbox rows and returns when all in-sync replicas have them. A plain producer rather than a
 * messaging channel: the relay needs the acknowledgements of one batch over several topics, in
 * order, before it deletes the rows.
 */
public final class KafkaSender implements AutoCloseable {
    /** As large as the topics take. */
    private static final int MAX_REQUEST = 64 * 1024 * 1024;

    private static final Duration GIVE_UP = Duration.ofSeconds(20);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Producer<String, byte[]> producer;

    /**
     * @param brokers how to reach Kafka: bootstrap servers and security settings
     */
    public KafkaSender(Map<String, Object> brokers) {
        Map<String, Object> settings = new HashMap<>(brokers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MAX_REQUEST);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) GIVE_UP.toMillis() / 2);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) GIVE_UP.toMillis() / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) GIVE_UP.toMillis());
        this.producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    KafkaSender(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Blocks until every row is acknowledged or refused; what another thread sends is not waited
     * for. A topic that is not there blocks for long, so nothing more is sent to one that refused a
     * row at once.
     */
    Delivered send(List<OutboxRow> rows) {
        Map<OutboxRow, Future<?>> acks = new LinkedHashMap<>();
        Map<String, Throwable> refused = new HashMap<>();
        for (OutboxRow row : rows) {
            if (!refused.containsKey(row.topic)) {
                Future<?> ack = producer.send(toRecord(row));
                acks.put(row, ack);
                if (ack.isDone()) {
                    failure(ack)
                            .filter(failure -> !isTooLarge(failure))
                            .ifPresent(failure -> refused.put(row.topic, failure));
                }
            }
        }
        List<OutboxRow> taken = new ArrayList<>();
        List<OutboxRow> tooLarge = new ArrayList<>();
        acks.forEach(
                (row, ack) -> {
                    Optional<Throwable> failure = failure(ack);
                    if (failure.isEmpty()) {
                        taken.add(row);
                    } else if (isTooLarge(failure.get())) {
                        tooLarge.add(row);
                    } else {
                        refused.putIfAbsent(row.topic, failure.get());
                    }
                });
        return new Delivered(taken, tooLarge, refused);
    }

    /** It will be tomorrow, and says nothing about the other rows of its topic. */
    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof RecordTooLargeException;
    }

    private static Optional<Throwable> failure(Future<?> ack) {
        try {
            ack.get();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Kafka", e);
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() == null ? e : e.getCause());
        }
    }

    private static ProducerRecord<String, byte[]> toRecord(OutboxRow row) {
        ProducerRecord<String, byte[]> outgoing =
                new ProducerRecord<>(row.topic, row.key, row.value);
        row.toRecord()
                .headers()
                .forEach(
                        (name, value) ->
                                outgoing.headers()
                                        .add(name, value.getBytes(StandardCharsets.UTF_8)));
        return outgoing;
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
