package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.submission;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where tracing is off, as here, a trace that comes in goes out unchanged. */
@QuarkusTest
@WithTestResource(IngestStack.class)
@Timeout(60)
class TraceQuarkusTest {
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACEPARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

    private final String broker;

    TraceQuarkusTest(@ConfigProperty(name = "kafka.bootstrap.servers") String broker) {
        this.broker = broker;
    }

    @Test
    void theTraceOfADocumentGoesOnIntoItsChunks() throws Exception {
        UUID id = UUID.randomUUID();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        Topics.DOCUMENTS,
                        id.toString(),
                        EventJson.write(
                                submission(
                                        "trace-" + id,
                                        Map.of(
                                                "document_id",
                                                id,
                                                "content_base64",
                                                Base64.getEncoder()
                                                        .encodeToString("本文。".getBytes(UTF_8))))));
        record.headers().add("traceparent", TRACEPARENT.getBytes(UTF_8));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(record).get();
        }

        ConsumerRecord<String, byte[]> chunk = first(Topics.CHUNKS, id);

        assertThat(header(chunk, "traceparent")).isEqualTo(TRACEPARENT);
        assertThat(header(chunk, Topics.TRACE_HEADER)).isEqualTo(TRACE_ID);
    }

    @Test
    void withoutATraceThereIsAnIdForTheLogAndNothingElse() {
        UUID id = UUID.randomUUID();
        given().queryParam("document_id", id.toString())
                .contentType("text/plain; charset=UTF-8")
                .body("本文二。".getBytes(UTF_8))
                .post("/v1/documents")
                .then()
                .statusCode(202);

        ConsumerRecord<String, byte[]> chunk = first(Topics.CHUNKS, id);

        assertThat(header(chunk, "traceparent")).isNull();
        assertThat(header(chunk, Topics.TRACE_HEADER)).matches("[0-9a-f]{32}");
    }

    private ConsumerRecord<String, byte[]> first(String topic, UUID document) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList());
            consumer.seekToBeginning(consumer.assignment());
            while (true) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (document.toString().equals(record.key())) {
                        return record;
                    }
                }
            }
        }
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
