package io.fumikura.cli.system;

import io.fumikura.contract.event.CloudEvent;
import io.fumikura.contract.event.DocumentSubmitted;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A plain Kafka client, as another system would use it. */
final class KafkaProducerOfDocuments implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    KafkaProducerOfDocuments(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                64 << 20),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    void submit(UUID id, Path file, String contentType) throws IOException {
        String name = file.getFileName().toString();
        DocumentSubmitted data =
                new DocumentSubmitted(
                        id,
                        name,
                        contentType,
                        Base64.getEncoder().encodeToString(Files.readAllBytes(file)),
                        null,
                        null,
                        null,
                        List.of("kafka"),
                        null,
                        Map.of());
        send(
                id.toString(),
                EventJson.write(
                        CloudEvent.of(
                                UUID.randomUUID().toString(),
                                "/test",
                                DocumentSubmitted.TYPE,
                                name,
                                Instant.now(),
                                data)));
    }

    void send(String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(Topics.DOCUMENTS, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the record was not accepted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
