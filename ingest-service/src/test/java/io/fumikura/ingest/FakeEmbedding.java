package io.fumikura.ingest;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.EmbeddedChunk;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.event.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Plays embedding-service on Kafka: chunks in, vectors out. The vector counts the text's character
 * pairs, so similar texts are near each other. The chunks of a document can be held back, and given
 * out by a test in any order and number.
 */
final class FakeEmbedding implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final Set<UUID> heldDocuments = ConcurrentHashMap.newKeySet();
    private final List<ChunkToEmbed> held = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "fake-embedding");
    private volatile boolean closed;

    FakeEmbedding(String brokers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", brokers,
                                "group.id", "fake-embedding",
                                "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", brokers),
                        new StringSerializer(),
                        new ByteArraySerializer());
        thread.start();
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.CHUNKS));
            while (!closed) {
                List<EmbeddedChunk> vectors = new ArrayList<>();
                for (ConsumerRecord<String, byte[]> chunk : consumer.poll(POLL)) {
                    take(chunk.value()).ifPresent(vectors::add);
                }
                sendVectors(vectors);
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    private Optional<EmbeddedChunk> take(byte[] value) {
        try {
            ChunkToEmbed chunk = EventJson.read(value, ChunkToEmbed.class);
            if (heldDocuments.contains(chunk.documentId())) {
                held.add(chunk);
                return Optional.empty();
            }
            return Optional.of(vector(chunk));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void hold(UUID document) {
        heldDocuments.add(document);
    }

    List<ChunkToEmbed> held(UUID document, int generation) {
        return held.stream()
                .filter(c -> c.documentId().equals(document) && c.generation() == generation)
                .toList();
    }

    EmbeddedChunk vector(ChunkToEmbed chunk) {
        return vector(chunk, IngestStack.INDEX_COMPAT);
    }

    /** The same vector, said to be of another model. */
    EmbeddedChunk vector(ChunkToEmbed chunk, String indexCompat) {
        return new EmbeddedChunk(
                chunk.documentId(),
                chunk.generation(),
                chunk.ordinal(),
                chunk.of(),
                Vectors.encode(embed(chunk.text())),
                "test",
                indexCompat);
    }

    void sendAll(List<ChunkToEmbed> chunks) {
        sendVectors(chunks.stream().map(this::vector).toList());
    }

    void send(EmbeddedChunk vector) {
        sendVectors(List.of(vector));
    }

    private void sendVectors(List<EmbeddedChunk> vectors) {
        List<Future<RecordMetadata>> acks = new ArrayList<>();
        for (EmbeddedChunk vector : vectors) {
            acks.add(
                    producer.send(
                            new ProducerRecord<>(
                                    Topics.VECTORS,
                                    vector.documentId().toString(),
                                    EventJson.write(vector))));
        }
        try {
            for (Future<RecordMetadata> ack : acks) {
                ack.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static float[] embed(String text) {
        float[] vector = new float[IngestStack.DIMENSION];
        vector[0] = 0.01f;
        for (int i = 0; i + 1 < text.length(); i++) {
            vector[Math.floorMod(text.substring(i, i + 2).hashCode(), vector.length)]++;
        }
        double norm = 0;
        for (float v : vector) {
            norm += v * v;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(norm);
        }
        return vector;
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        producer.close();
    }
}
