package io.fumikura.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.EmbeddedChunk;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.localstack.LocalStack;
import io.fumikura.localstack.LocalStackConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class PackagedServiceIT {
    private static final int CHUNKS = 3000;
    private static final int RECORDS_OF_A_POLL = 128;

    @TempDir Path temp;

    @Test
    void aMissingModelEndsTheProcessAndTheLastLinesSayWhatToDo() throws Exception {
        Path nowhere = temp.resolve("nowhere");

        try (ServiceProcess service =
                ServiceProcess.start(Map.of("EMBEDDING_MODEL_PATH", nowhere.toString()))) {
            assertThat(service.awaitExit()).isNotZero();

            List<String> lines = service.lines();
            assertThat(lines.subList(lines.size() - 4, lines.size()))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("The model cannot be used"),
                            line -> assertThat(line).contains("model_path: " + nowhere),
                            line -> assertThat(line).contains("expected_location: " + nowhere),
                            line -> assertThat(line).contains("fix: "));
            assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void withoutKafkaItStartsAllTheSame() throws Exception {
        try (ServiceProcess service =
                ServiceProcess.start(
                        Map.of(
                                "EMBEDDING_MODEL_PATH",
                                MiniatureModel.path().toAbsolutePath().toString(),
                                "KAFKA_BOOTSTRAP_SERVERS",
                                "127.0.0.1:1"))) {
            assertThat(service.awaitReady().lines()).anyMatch(line -> line.contains("Listening"));
        }
    }

    @Test
    void noChunkIsLostWhenTheProcessIsKilledInTheMiddle() throws Exception {
        UUID document = UUID.randomUUID();
        try (LocalStack stack = LocalStack.start(LocalStackConfig.onFreePorts(temp));
                KafkaConsumer<String, byte[]> vectors = consumer(stack)) {
            Map<String, String> settings =
                    Map.of(
                            "EMBEDDING_MODEL_PATH",
                            MiniatureModel.path().toAbsolutePath().toString(),
                            "KAFKA_BOOTSTRAP_SERVERS",
                            stack.kafkaBootstrapServers(),
                            // The second gets the partitions when Kafka gives the first up.
                            "KAFKA_SESSION_TIMEOUT_MS",
                            "6000",
                            "KAFKA_HEARTBEAT_INTERVAL_MS",
                            "2000");
            send(stack, () -> document);
            Set<Integer> seen = new HashSet<>();
            try (ServiceProcess first = ServiceProcess.start(settings)) {
                readUntil(vectors, seen, 1);
                first.kill();
            }
            assertThat(seen).hasSizeLessThan(CHUNKS);

            try (ServiceProcess second = ServiceProcess.start(settings)) {
                second.awaitReady();
                readUntil(vectors, seen, CHUNKS);
            }
            assertThat(seen).hasSize(CHUNKS).allMatch(ordinal -> ordinal < CHUNKS);
        }
    }

    @Test
    void nothingIsLostAndLittleIsRepeatedWhenOneServiceJoinsAndAnotherLeaves() throws Exception {
        try (LocalStack stack = LocalStack.start(LocalStackConfig.onFreePorts(temp));
                KafkaConsumer<String, byte[]> vectors = consumer(stack)) {
            Map<String, String> settings =
                    Map.of(
                            "EMBEDDING_MODEL_PATH",
                            MiniatureModel.path().toAbsolutePath().toString(),
                            "KAFKA_BOOTSTRAP_SERVERS",
                            stack.kafkaBootstrapServers());
            send(stack, UUID::randomUUID);
            Set<Integer> seen = new HashSet<>();
            int records = 0;
            try (ServiceProcess second = ServiceProcess.start(settings)) {
                try (ServiceProcess first = ServiceProcess.start(settings)) {
                    first.awaitReady();
                    second.awaitReady();
                    records += readUntil(vectors, seen, CHUNKS / 4);
                }
                records += readUntil(vectors, seen, CHUNKS);
            }
            assertThat(seen).hasSize(CHUNKS).allMatch(ordinal -> ordinal < CHUNKS);
            assertThat(records).isLessThanOrEqualTo(CHUNKS + 2 * RECORDS_OF_A_POLL);
        }
    }

    private static void send(LocalStack stack, Supplier<UUID> documents) {
        String text = "日本の首都である東京都は、江戸時代には江戸と呼ばれた。".repeat(20);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                stack.kafkaBootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < CHUNKS; i++) {
                UUID document = documents.get();
                ChunkToEmbed chunk = new ChunkToEmbed(document, 1, i, CHUNKS, i + text);
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        Topics.CHUNKS,
                                        document.toString(),
                                        EventJson.write(chunk)));
            }
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(LocalStack stack) {
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                stack.kafkaBootstrapServers(),
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                50),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(
                consumer.partitionsFor(Topics.VECTORS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList());
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    /** Returns how many records it has read, repeated ones included. */
    private static int readUntil(
            KafkaConsumer<String, byte[]> vectors, Set<Integer> seen, int count) throws Exception {
        int records = 0;
        while (seen.size() < count) {
            for (ConsumerRecord<String, byte[]> record : vectors.poll(Duration.ofMillis(100))) {
                seen.add(EventJson.read(record.value(), EmbeddedChunk.class).ordinal());
                records++;
            }
        }
        return records;
    }
}
