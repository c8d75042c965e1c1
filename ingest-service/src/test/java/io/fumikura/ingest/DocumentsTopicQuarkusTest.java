package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.IngestHarness.event;
import static io.fumikura.ingest.IngestHarness.submission;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Documents through Kafka, from producers of every kind. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class DocumentsTopicQuarkusTest {
    @Inject IngestHarness ingest;

    @Test
    void indexesADocumentThatCameInline() {
        UUID id = UUID.randomUUID();

        ingest.submit(
                "any key",
                submission(
                        "1-" + id,
                        Map.of(
                                "document_id",
                                id,
                                "title",
                                "経費規程",
                                "content_type",
                                "text/plain",
                                "content_base64",
                                base64("出張の日当は三千円である。"),
                                "tags",
                                new String[] {"経理"},
                                "unknown_field",
                                1)));

        DocumentView view = awaitState(id, DocumentState.INDEXED);
        assertThat(view.title()).isEqualTo("経費規程");
        assertThat(view.tags()).containsExactly("経理");
        assertThat(ingest.search("出張の日当")).extracting(hit -> hit.documentId()).contains(id);
    }

    @Test
    void derivesTheDocumentFromTheEventWhereItNamesNone() {
        String eventId = UUID.randomUUID().toString();
        Map<String, Object> data = Map.of("content_base64", base64("名のない文書。" + eventId));

        ingest.submit("k1", submission(eventId, data));
        ingest.submit("k2", submission(eventId, data));

        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.count(documentsOfEvent(), "default|urn:test|" + eventId) == 1);
        ingest.submit("k3", submission(eventId, data));
        settle();
        assertThat(ingest.count(documentsOfEvent(), "default|urn:test|" + eventId)).isEqualTo(1);
    }

    private static String documentsOfEvent() {
        return "ingest.documents where id in (select document_id from ingest.inbox where event_id"
                + " = $1)";
    }

    @Test
    void takesARepeatedEventOnce() {
        UUID id = UUID.randomUUID();
        Map<String, Object> event =
                submission(
                        "r-" + id, Map.of("document_id", id, "content_base64", base64("一度。" + id)));
        ingest.submit("a", event);
        awaitState(id, DocumentState.INDEXED);

        ingest.submit("b", event);
        ingest.submit("c", event);
        settle();

        assertThat(IngestHarness.view(id).generation()).isEqualTo(1);
        assertThat(ingest.points(id, true)).isEqualTo(1);
    }

    @Test
    void aKnownEventWhoseContentIsGoneMeanwhileIsNoDeadLetter() {
        UUID id = UUID.randomUUID();
        String absent = "0".repeat(64);
        ingest.submit(
                "k-" + id,
                submission(
                        "g-" + id,
                        Map.of("document_id", id, "content_base64", base64("既知。" + id))));
        awaitState(id, DocumentState.INDEXED);

        ingest.submit("k-" + id, submission("g-" + id, Map.of("document_id", id, "blob", absent)));
        ingest.submit(
                "n-" + id,
                submission("new-" + id, Map.of("document_id", UUID.randomUUID(), "blob", absent)));

        assertThat(ingest.awaitDeadLetter("key = $1", "n-" + id).get("reason"))
                .isEqualTo("There is no blob " + absent);
        settle();
        assertThat(ingest.deadLetters("key = $1", "k-" + id)).isEmpty();
    }

    @Test
    void ignoresAnOlderEventOfTheSameSource() {
        UUID id = UUID.randomUUID();
        ingest.submit("x", at("2026-02-01T00:00:00Z", "n-" + id, id, "新しい内容。" + id));
        awaitState(id, DocumentState.INDEXED);

        ingest.submit("y", at("2026-01-01T00:00:00+09:00", "o-" + id, id, "古い内容。" + id));
        settle();

        assertThat(IngestHarness.view(id).generation()).isEqualTo(1);
        assertThat(ingest.search("新しい内容。" + id).get(0).text()).contains("新しい内容");
    }

    @Test
    void keepsOutASubmissionFromBetweenTwoDeletions() {
        UUID id = UUID.randomUUID();
        ingest.submit("x", deletedAt("2026-01-01T00:00:00Z", "d1-" + id, id));
        ingest.submit("x", deletedAt("2026-03-01T00:00:00Z", "d2-" + id, id));
        settle();

        ingest.submit("x", at("2026-02-01T00:00:00Z", "s-" + id, id, "遅れて来た内容。" + id));
        settle();

        assertThat(IngestHarness.view(id).state()).isEqualTo(DocumentState.DELETED);
    }

    @Test
    void keepsOutWhatIsSaidFromBetweenTwoSubmissionsOfTheSameBytes() {
        UUID id = UUID.randomUUID();
        ingest.submit("x", at("2026-01-01T00:00:00Z", "s1-" + id, id, "同じ内容。" + id));
        ingest.submit("x", at("2026-04-01T00:00:00Z", "s4-" + id, id, "同じ内容。" + id));
        awaitState(id, DocumentState.INDEXED);
        settle();

        ingest.submit("x", at("2026-02-01T00:00:00Z", "s2-" + id, id, "遅れて来た内容。" + id));
        ingest.submit("x", deletedAt("2026-03-01T00:00:00Z", "d3-" + id, id));
        settle();

        assertThat(IngestHarness.view(id))
                .satisfies(
                        view -> {
                            assertThat(view.state()).isEqualTo(DocumentState.INDEXED);
                            assertThat(view.generation()).isEqualTo(1);
                        });
    }

    @Test
    void keepsOutWhatIsLateOfASourceThoughAnotherSaidTheSameSince() {
        UUID id = UUID.randomUUID();
        ingest.submit("x", at("2026-03-01T00:00:00Z", "s3-" + id, id, "二者の内容。" + id));
        awaitState(id, DocumentState.INDEXED);
        Map<String, Object> ofAnother = at("2026-04-01T00:00:00Z", "s4-" + id, id, "二者の内容。" + id);
        ofAnother.put("source", "urn:another");
        ingest.submit("x", ofAnother);
        settle();

        ingest.submit("x", at("2026-01-01T00:00:00Z", "s1-" + id, id, "遅れて来た内容。" + id));
        ingest.submit("x", deletedAt("2026-02-01T00:00:00Z", "d2-" + id, id));
        settle();

        assertThat(IngestHarness.view(id))
                .satisfies(
                        view -> {
                            assertThat(view.state()).isEqualTo(DocumentState.INDEXED);
                            assertThat(view.generation()).isEqualTo(1);
                        });
    }

    private static Map<String, Object> deletedAt(String time, String eventId, UUID id) {
        Map<String, Object> event =
                new LinkedHashMap<>(
                        IngestHarness.event(
                                eventId, "document.deleted", Map.of("document_id", id)));
        event.put("time", time);
        return event;
    }

    private static Map<String, Object> at(String time, String eventId, UUID id, String text) {
        Map<String, Object> event =
                submission(eventId, Map.of("document_id", id, "content_base64", base64(text)));
        Map<String, Object> timed = new LinkedHashMap<>(event);
        timed.put("time", time);
        return timed;
    }

    @Test
    void deletesWhenToldTo() {
        UUID id = UUID.randomUUID();
        ingest.submit(
                "k",
                submission(
                        "s-" + id,
                        Map.of("document_id", id, "content_base64", base64("消す。" + id))));
        awaitState(id, DocumentState.INDEXED);

        ingest.submit("other", event("d-" + id, "document.deleted", Map.of("document_id", id)));

        awaitState(id, DocumentState.DELETED);
        await().atMost(IngestHarness.PATIENCE).until(() -> ingest.points(id, false) == 0);
    }

    @Test
    void putsWhatItCannotReadAsideAndGoesOn() {
        String mark = UUID.randomUUID().toString();
        ingest.produce(Topics.DOCUMENTS, mark, bytes("this is not JSON"));
        ingest.produce(Topics.DOCUMENTS, mark, bytes("[]"));
        ingest.produce(Topics.DOCUMENTS, mark, bytes("{\"specversion\":\"1.0\",\"id\":\"1\"}"));
        ingest.submit(mark, event("u-" + mark, "document.exploded", Map.of()));
        ingest.submit(mark, submission("b-" + mark, Map.of("content_base64", "%%%")));
        ingest.submit(mark, submission("n-" + mark, Map.of("title", "ohne")));
        ingest.submit(mark, submission("e-" + mark, Map.of("content_base64", "")));
        ingest.submit(mark, submission("i-" + mark, Map.of("uri", "s3://bucket/key")));
        ingest.submit(
                mark,
                submission("f-" + mark, Map.of("content_base64", base64("PK\u0003\u0004zip"))));
        ingest.submit(
                mark,
                submission(
                        "t-" + mark,
                        Map.of("document_id", "no uuid", "content_base64", base64("x"))));
        UUID good = UUID.randomUUID();
        ingest.submit(
                mark,
                submission(
                        "g-" + mark, Map.of("document_id", good, "content_base64", base64("良い。"))));

        awaitState(good, DocumentState.INDEXED);

        await().atMost(IngestHarness.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                ingest.deadLetters(
                                                        "key = $1 and stage = 'intake'", mark))
                                        .hasSize(10));
        assertThat(ingest.deadLetters("key = $1 and stage = 'intake'", mark))
                .extracting(row -> row.get("code"))
                .contains(
                        "invalid_event",
                        "empty_document",
                        "reference_refused",
                        "unsupported_format");
        assertThat(ingest.deadLetters("key = $1", mark))
                .allSatisfy(row -> assertThat((String) row.get("reason")).isNotBlank());
        given().queryParam("limit", "200").get("/v1/dead-letters").then().statusCode(200);
    }

    /** Waits until everything produced before this is handled: a marker document is indexed. */
    private void settle() {
        for (int i = 0; i < 8; i++) {
            UUID marker = UUID.randomUUID();
            ingest.submit(
                    "settle-" + i,
                    submission(
                            "m-" + marker,
                            Map.of(
                                    "document_id",
                                    marker,
                                    "content_base64",
                                    base64("印。" + marker))));
            awaitState(marker, DocumentState.INDEXED);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }
}
