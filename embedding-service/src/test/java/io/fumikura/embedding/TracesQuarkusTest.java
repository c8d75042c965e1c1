package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.google.protobuf.TextFormat;
import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.serving.OtlpReceiver;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
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
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@TestProfile(BulkEmbeddingQuarkusTest.WithKafka.class)
@QuarkusTestResource(value = LocalKafka.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = OtlpReceiver.class, restrictToAnnotatedClass = true)
@Timeout(120)
class TracesQuarkusTest {
    private static final String TEXT = "東京は日本の首都です。";
    private static final String CALLER = "b7ad6b7169203331";

    private final String broker;

    TracesQuarkusTest(@ConfigProperty(name = "kafka.bootstrap.servers") String broker) {
        this.broker = broker;
    }

    @Test
    void aCallIsOneTraceFromItsCallerToTheModel() throws IOException {
        String traceId = newTraceId();

        given().contentType(ContentType.JSON)
                .header("traceparent", traceparent(traceId))
                .body(Map.of("inputs", TEXT))
                .post("/embed")
                .then()
                .statusCode(200)
                .header("x-trace-id", equalTo(traceId));

        List<Span> spans = OtlpReceiver.trace(collector(), traceId, "POST /embed");
        Span request = named(spans, "POST /embed");
        assertThat(OtlpReceiver.hex(request.getParentSpanId())).isEqualTo(CALLER);
        for (String stage : List.of("tokenise", "queue", "inference")) {
            Span span = named(spans, stage);
            assertThat(span.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(span.getStartTimeUnixNano())
                    .isGreaterThanOrEqualTo(request.getStartTimeUnixNano())
                    .isLessThanOrEqualTo(span.getEndTimeUnixNano());
        }
        assertThat(named(spans, "tokenise").getEndTimeUnixNano())
                .isEqualTo(named(spans, "queue").getStartTimeUnixNano());
        assertThat(attributes(named(spans, "inference")))
                .containsEntry("fumikura.lane", "interactive")
                .containsEntry("fumikura.rows", "1")
                .containsEntry("fumikura.tokens", "7");
        assertThat(spans.toString()).doesNotContain(escaped(TEXT)).doesNotContain(TEXT);
    }

    @Test
    void anErrorNamesTheTraceItIsIn() throws IOException {
        String traceId =
                given().contentType(ContentType.JSON)
                        .body("{}")
                        .post("/nothing")
                        .then()
                        .statusCode(404)
                        .extract()
                        .path("trace_id");

        assertThat(OtlpReceiver.trace(collector(), traceId, "POST /")).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsNotInItsTrace() throws IOException {
        String traceId =
                given().contentType(ContentType.JSON)
                        .body("{\"inputs\": \"猫\", \"truncate\": \"" + TEXT + "\"}")
                        .post("/embed")
                        .then()
                        .statusCode(422)
                        .extract()
                        .header("x-trace-id");

        List<Span> spans = OtlpReceiver.trace(collector(), traceId, "POST /embed");
        assertThat(spans).allMatch(span -> span.getEventsCount() == 0);
        assertThat(spans.toString()).doesNotContain(escaped(TEXT)).doesNotContain(TEXT);
    }

    @Test
    void whatIsRefusedSaysWhyInItsTrace() throws IOException {
        String traceId =
                given().contentType(ContentType.JSON)
                        .body("{\"inputs\": \" \"}")
                        .post("/embed")
                        .then()
                        .statusCode(400)
                        .extract()
                        .header("x-trace-id");

        Span request =
                named(OtlpReceiver.trace(collector(), traceId, "POST /embed"), "POST /embed");
        assertThat(attributes(request)).containsEntry("error.type", "empty_input");
    }

    @Test
    void aVectorIsInTheTraceOfItsChunk() throws Exception {
        UUID document = UUID.randomUUID();
        String traceId = newTraceId();
        send(document, 2, traceId, traceId);

        List<ConsumerRecord<String, byte[]>> vectors = vectors(document, 2);

        Span work =
                named(
                        OtlpReceiver.trace(collector(), traceId, "process fumikura.chunks"),
                        "process fumikura.chunks");
        assertThat(OtlpReceiver.hex(work.getParentSpanId())).isEqualTo(CALLER);
        assertThat(vectors)
                .allSatisfy(
                        vector ->
                                assertThat(header(vector, "traceparent"))
                                        .startsWith("00-" + traceId + "-"));
        List<Span> inference =
                OtlpReceiver.trace(collector(), traceId, "inference").stream()
                        .filter(span -> span.getName().equals("inference"))
                        .toList();
        assertThat(attributes(inference.get(0))).containsEntry("fumikura.lane", "bulk");
        assertThat(vectors)
                .allSatisfy(vector -> assertThat(header(vector, "trace")).isEqualTo(traceId));
    }

    @Test
    void chunksOfTwoTracesStayInTheirs() throws Exception {
        UUID document = UUID.randomUUID();
        String first = newTraceId();
        String second = newTraceId();
        send(document, 2, first, second);

        List<ConsumerRecord<String, byte[]>> vectors = vectors(document, 2);

        assertThat(vectors)
                .extracting(vector -> header(vector, "traceparent").substring(3, 35))
                .containsExactly(first, second);
    }

    private void send(UUID document, int count, String... traceIds) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                ProducerRecord<String, byte[]> record =
                        new ProducerRecord<>(
                                Topics.CHUNKS,
                                document.toString(),
                                EventJson.write(new ChunkToEmbed(document, 1, i, count, TEXT)));
                record.headers()
                        .add(Topics.TRACE_HEADER, traceIds[i].getBytes(UTF_8))
                        .add("traceparent", traceparent(traceIds[i]).getBytes(UTF_8));
                producer.send(record).get();
            }
        }
    }

    private List<ConsumerRecord<String, byte[]>> vectors(UUID document, int count) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(
                    consumer.partitionsFor(Topics.VECTORS).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList());
            consumer.seekToBeginning(consumer.assignment());
            while (found.size() < count) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (document.toString().equals(record.key())) {
                        found.add(record);
                    }
                }
            }
        }
        return found;
    }

    /** Not injected: this class is looked at where another one of its profile runs, too. */
    private static String collector() {
        return ConfigProvider.getConfig().getValue("otel.exporter.otlp.endpoint", String.class);
    }

    private static String newTraceId() {
        byte[] id = new byte[16];
        new Random().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private static String traceparent(String traceId) {
        return "00-" + traceId + "-" + CALLER + "-01";
    }

    private static Span named(List<Span> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " in " + spans));
    }

    private static Map<String, String> attributes(Span span) {
        Map<String, String> attributes = new TreeMap<>();
        for (KeyValue attribute : span.getAttributesList()) {
            attributes.put(
                    attribute.getKey(),
                    attribute.getValue().hasIntValue()
                            ? String.valueOf(attribute.getValue().getIntValue())
                            : attribute.getValue().getStringValue());
        }
        return attributes;
    }

    /** As protobuf prints text. */
    private static String escaped(String text) {
        return TextFormat.escapeBytes(text.getBytes(UTF_8));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
