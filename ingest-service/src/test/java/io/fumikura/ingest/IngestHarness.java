package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.index.Reader;
import io.fumikura.ingest.index.IndexGate;
import io.quarkus.arc.Unremovable;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the tests of the whole service say and ask. */
@Singleton
@Unremovable
class IngestHarness {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final FakeEmbedding embedding;
    final ChunkIndex index;
    private final Pool database;
    private final KafkaProducer<String, byte[]> producer;
    private final IndexGate gate;

    IngestHarness(
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
            ChunkIndex index,
            Pool database,
            IndexGate gate) {
        this.embedding = new FakeEmbedding(brokers);
        this.index = index;
        this.database = database;
        this.gate = gate;
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", brokers, "max.request.size", 64 << 20),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    @PreDestroy
    void close() {
        embedding.close();
        producer.close();
    }

    /** The service takes documents before, and indexes them then. */
    void awaitIndex() {
        await().atMost(PATIENCE).until(gate::isOpen);
    }

    // REST

    DocumentView upload(String text) {
        return uploaded(given().queryParam("title", "題"), text).as(DocumentView.class);
    }

    DocumentView replace(UUID id, String text) {
        return uploaded(given().queryParam("document_id", id.toString()), text)
                .as(DocumentView.class);
    }

    private static Response uploaded(
            io.restassured.specification.RequestSpecification request, String text) {
        Response response =
                request.contentType("text/plain; charset=UTF-8")
                        .body(text.getBytes(StandardCharsets.UTF_8))
                        .post("/v1/documents");
        assertThat(response.statusCode()).as(response.asString()).isIn(200, 202);
        return response;
    }

    static DocumentView view(UUID id) {
        Response response = given().get("/v1/documents/" + id);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.as(DocumentView.class);
    }

    static Optional<DocumentView> find(UUID id) {
        Response response = given().get("/v1/documents/" + id);
        return response.statusCode() == 200
                ? Optional.of(response.as(DocumentView.class))
                : Optional.empty();
    }

    static DocumentView awaitState(UUID id, DocumentState state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () ->
                                assertThat(find(id))
                                        .hasValueSatisfying(
                                                v -> assertThat(v.state()).isEqualTo(state)));
        return view(id);
    }

    // Kafka

    void produce(String topic, String key, byte[] value) {
        send(new ProducerRecord<>(topic, key, value));
    }

    void produce(String topic, String key, String tenant, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        record.headers().add(Topics.TENANT_HEADER, bytes(tenant));
        send(record);
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void submit(String key, Map<String, Object> event) {
        produce(Topics.DOCUMENTS, key, EventJson.write(event));
    }

    static Map<String, Object> submission(String id, Map<String, Object> data) {
        return event(id, "document.submitted", data);
    }

    static Map<String, Object> event(String id, String type, Map<String, Object> data) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", "urn:test");
        event.put("type", type);
        event.put("data", data);
        return event;
    }

    /** The chunks of a new document, whose vectors are held back. */
    List<ChunkToEmbed> held(UUID id, String text) {
        embedding.hold(id);
        replace(id, text);
        return awaitHeld(id, 1);
    }

    /** The chunks of a document whose vectors are held back. */
    List<ChunkToEmbed> awaitHeld(UUID id, int generation) {
        DocumentView view = awaitState(id, DocumentState.EMBEDDING);
        await().atMost(PATIENCE)
                .until(() -> embedding.held(id, generation).size() == view.chunks());
        return embedding.held(id, generation);
    }

    // The index

    long points(UUID id, boolean visibleOnly) {
        return index.countPoints(Topics.DEFAULT_TENANT, id, visibleOnly)
                .toCompletableFuture()
                .join();
    }

    List<FoundChunk> search(String text) {
        return index.search(
                        new HybridQuery(
                                Reader.ofEverything(Topics.DEFAULT_TENANT),
                                text,
                                Optional.of(FakeEmbedding.embed(text)),
                                HybridQuery.Mode.HYBRID,
                                HybridQuery.Filters.NONE,
                                10))
                .toCompletableFuture()
                .join();
    }

    // The database

    List<Map<String, Object>> deadLetters(String where, Object... values) {
        return rows("select * from ingest.dead_letters where " + where, values);
    }

    Map<String, Object> awaitDeadLetter(String where, Object... values) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deadLetters(where, values)).isNotEmpty());
        return deadLetters(where, values).get(0);
    }

    long count(String from, Object... values) {
        Object count = rows("select count(*) as n from " + from, values).get(0).get("n");
        return ((Number) Objects.requireNonNull(count)).longValue();
    }

    /** Behind the service's back. */
    void execute(String sql, Object... values) {
        rows(sql, values);
    }

    List<Map<String, Object>> rows(String sql, Object... values) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Row row :
                database.preparedQuery(sql)
                        .execute(io.vertx.mutiny.sqlclient.Tuple.from(List.of(values)))
                        .await()
                        .atMost(PATIENCE)) {
            Map<String, Object> columns = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                columns.put(row.getColumnName(i), row.getValue(i));
            }
            rows.add(columns);
        }
        return rows;
    }

    static byte[] bytes(String resourceText) {
        return resourceText.getBytes(StandardCharsets.UTF_8);
    }

    static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
