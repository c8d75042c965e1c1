package io.fumikura.ingest.outbox;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fumikura.contract.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends outbox rows and returns when all in-sync replicas have them. A plain producer rather than a
 * messaging channel: the relay needs the acknowledgements of one batch over several topics, in
 * order, before it deletes the rows.
 */
public final class KafkaSender implements AutoCloseable {
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** As large as the topics take. */
    private static final int MAX_REQUEST = 64 * 1024 * 1024;

    private static final Duration GIVE_UP = Duration.ofSeconds(20);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaProducer<String, byte[]> producer;

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

    /** Blocks until every row is acknowledged; fails when one is not. */
    void send(List<OutboxRow> rows) {
        List<Future<?>> acks = new ArrayList<>();
        for (OutboxRow row : rows) {
            acks.add(producer.send(toRecord(row)));
        }
        producer.flush();
        for (Future<?> ack : acks) {
            try {
                ack.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for Kafka", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("Kafka did not take a record", e.getCause());
            }
        }
    }

    private static ProducerRecord<String, byte[]> toRecord(OutboxRow row) {
        ProducerRecord<String, byte[]> outgoing =
                new ProducerRecord<>(row.topic, row.key, row.value);
        try {
            EventJson.mapper()
                    .readValue(row.headers, HEADERS)
                    .forEach(
                            (name, value) ->
                                    outgoing.headers()
                                            .add(name, value.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outgoing;
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
