package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.DeadLetter;
import io.fumikura.contract.event.EmbeddedChunk;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.event.Vectors;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@TestProfile(BulkEmbeddingQuarkusTest.WithKafka.class)
@QuarkusTestResource(value = LocalKafka.class, restrictToAnnotatedClass = true)
@Timeout(120)
class BulkEmbeddingQuarkusTest {
    private final String broker;
    private @Nullable KafkaProducer<String, byte[]> producer;

    BulkEmbeddingQuarkusTest(@ConfigProperty(name = "kafka.bootstrap.servers") String broker) {
        this.broker = broker;
    }

    /** Few records a poll and few chunks a call, so that a handful of records crosses both. */
    public static class WithKafka extends MiniatureModel {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("embedding.kafka.enabled", "true");
            overrides.put("embedding.kafka.chunks-per-call", "4");
            overrides.put("mp.messaging.incoming.chunks.max.poll.records", "10");
            return overrides;
        }
    }

    @BeforeEach
    void connect() {
        producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    @AfterEach
    void disconnect() {
        if (producer != null) {
            producer.close();
        }
    }

    @Test
    void everyChunkBecomesTheVectorRestGivesForItWithItsHeaders() throws Exception {
        UUID document = UUID.randomUUID();
        for (int i = 0; i < 25; i++) {
            send(document, EventJson.write(new ChunkToEmbed(document, 3, i, 25, "段落" + i)));
        }

        List<ConsumerRecord<String, byte[]>> vectors = read(Topics.VECTORS, document, 25);

        List<Integer> ordinals = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : vectors) {
            EmbeddedChunk vector = EventJson.read(record.value(), EmbeddedChunk.class);
            ordinals.add(vector.ordinal());
            assertThat(vector.generation()).isEqualTo(3);
            assertThat(vector.of()).isEqualTo(25);
            assertThat(vector.indexCompat()).isEqualTo("mini-embedding-2");
            assertThat(vector.model()).matches("[0-9a-f]{64}");
            assertThat(header(record, Topics.TRACE_HEADER)).isEqualTo("trace-1");
            assertThat(header(record, Topics.TENANT_HEADER)).isEqualTo("acme");
            assertThat(header(record, Topics.EVENT_ID_HEADER)).isEqualTo("event-1");
        }
        assertThat(ordinals).isSorted().hasSize(25);
        EmbeddedChunk last = EventJson.read(vectors.get(24).value(), EmbeddedChunk.class);
        assertThat(Vectors.decode(last.vector())).containsExactly(overRest("段落24"), within(1e-5f));
    }

    @Test
    void aBadRecordBecomesADeadLetterAndTheOnesBesideItDoNotNotice() throws Exception {
        UUID document = UUID.randomUUID();
        send(document, EventJson.write(new ChunkToEmbed(document, 1, 0, 2, "はじめ")));
        RecordMetadata noJson = send(document, "not JSON".getBytes(UTF_8));
        send(document, "{\"document_id\": null, \"text\": \"x\"}".getBytes(UTF_8));
        send(document, EventJson.write(new ChunkToEmbed(document, 1, 7, 2, " ")));
        send(document, EventJson.write(new ChunkToEmbed(document, 1, 1, 2, "おわり")));

        List<ConsumerRecord<String, byte[]>> letters = read(Topics.DEAD_LETTERS, document, 3);
        List<ConsumerRecord<String, byte[]>> vectors = read(Topics.VECTORS, document, 2);

        DeadLetter letter =
                letters.stream()
                        .map(BulkEmbeddingQuarkusTest::letter)
                        .filter(l -> l.offset() == noJson.offset())
                        .findFirst()
                        .orElseThrow();
        assertThat(letter.code()).isEqualTo("invalid_event");
        assertThat(letter.stage()).isEqualTo("embed");
        assertThat(letter.tenant()).isEqualTo("acme");
        assertThat(letter.documentId()).isEqualTo(document);
        assertThat(letter.topic()).isEqualTo(Topics.CHUNKS);
        assertThat(letter.partition()).isEqualTo(noJson.partition());
        assertThat(Base64.getDecoder().decode(letter.valueBase64()))
                .asString()
                .isEqualTo("not JSON");
        assertThat(letter.id())
                .isEqualTo(
                        UUID.nameUUIDFromBytes(
                                (Topics.CHUNKS + "-" + noJson.partition() + "-" + noJson.offset())
                                        .getBytes(UTF_8)));
        assertThat(letters)
                .extracting(record -> letter(record).code())
                .containsExactlyInAnyOrder("invalid_event", "invalid_event", "empty_input");
        assertThat(vectors).hasSize(2);
    }

    @Test
    void theOffsetIsCommittedOnceTheVectorIsThere() throws Exception {
        UUID document = UUID.randomUUID();
        RecordMetadata sent =
                send(document, EventJson.write(new ChunkToEmbed(document, 1, 0, 1, "東京")));
        read(Topics.VECTORS, document, 1);

        TopicPartition partition = new TopicPartition(sent.topic(), sent.partition());
        try (Admin admin =
                Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) broker))) {
            OffsetAndMetadata committed = null;
            while (committed == null || committed.offset() <= sent.offset()) {
                committed =
                        admin.listConsumerGroupOffsets("embedding-service")
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .get(partition);
            }
            assertThat(committed.offset()).isEqualTo(sent.offset() + 1);
        }
    }

    private RecordMetadata send(UUID document, byte[] value) throws Exception {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.CHUNKS, document.toString(), value);
        record.headers()
                .add(Topics.TRACE_HEADER, "trace-1".getBytes(UTF_8))
                .add(Topics.TENANT_HEADER, "acme".getBytes(UTF_8))
                .add(Topics.EVENT_ID_HEADER, "event-1".getBytes(UTF_8));
        if (producer == null) {
            throw new IllegalStateException("not connected");
        }
        return producer.send(record).get();
    }

    /** Reads a topic from its beginning until so many records of the document have come. */
    private List<ConsumerRecord<String, byte[]>> read(String topic, UUID document, int count) {
        Map<String, Object> settings =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest");
        Predicate<ConsumerRecord<String, byte[]>> ofDocument =
                record -> document.toString().equals(record.key());
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList());
            consumer.seekToBeginning(consumer.assignment());
            while (found.size() < count) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                record -> {
                                    if (ofDocument.test(record)) {
                                        found.add(record);
                                    }
                                });
            }
        }
        return found;
    }

    private static float[] overRest(String text) {
        List<List<Float>> vectors =
                given().contentType(ContentType.JSON)
                        .body(Map.of("inputs", List.of(text)))
                        .post("/embed")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("");
        float[] vector = new float[vectors.get(0).size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = vectors.get(0).get(i);
        }
        return vector;
    }

    private static DeadLetter letter(ConsumerRecord<String, byte[]> record) {
        try {
            return EventJson.read(record.value(), DeadLetter.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
