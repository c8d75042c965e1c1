package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.PATIENCE;
import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.IngestHarness.bytes;
import static io.fumikura.ingest.IngestHarness.find;
import static io.fumikura.ingest.IngestHarness.json;
import static io.fumikura.ingest.IngestHarness.submission;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.deadletter.RecordOrigin;
import io.fumikura.ingest.intake.DocumentsConsumer;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.purge.Purge;
import io.fumikura.ingest.purge.Purged;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An event that comes when what is known of it was deleted long ago does no harm. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class ForgottenEventsQuarkusTest {
    private static final Duration LONG = Duration.ofDays(100);

    @Inject IngestHarness ingest;
    @Inject Purge purge;
    @Inject DocumentsConsumer consumer;

    @Test
    void takesNoHarmFromAnEventThatComesAgainAfterItIsForgotten() {
        UUID id = UUID.randomUUID();
        Map<String, Object> first = event(id, "first-" + id, "第一版の文書。" + id);
        ingest.submit(id.toString(), first);
        awaitState(id, DocumentState.INDEXED);
        Place place = place("first-" + id);
        ingest.submit(id.toString(), event(id, "second-" + id, "第二版の文書。" + id));
        await().atMost(PATIENCE).until(() -> IngestHarness.view(id).generation() == 2);
        awaitState(id, DocumentState.INDEXED);
        age(id);

        assertThat(run().events()).isGreaterThanOrEqualTo(2);
        assertThat(ingest.count("ingest.inbox where document_id = $1", id)).isZero();
        take(place, id, Instant.now().minus(LONG), first);

        assertThat(IngestHarness.view(id).generation()).isEqualTo(2);
        assertThat(IngestHarness.view(id).state()).isEqualTo(DocumentState.INDEXED);
        assertThat(ingest.deadLetters("key = $1", id.toString())).isEmpty();
    }

    @Test
    void doesNotBringBackADocumentThatWasDeletedAndForgotten() {
        UUID id = UUID.randomUUID();
        Map<String, Object> submission = event(id, "only-" + id, "消された文書。" + id);
        ingest.submit(id.toString(), submission);
        awaitState(id, DocumentState.INDEXED);
        Place place = place("only-" + id);
        given().delete("/v1/documents/" + id);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                ingest.count(
                                                "ingest.documents where id = $1 and removed_at is"
                                                        + " not null",
                                                id)
                                        == 1);
        age(id);

        run();
        assertThat(find(id)).isEmpty();
        take(place, id, Instant.now().minus(LONG), submission);

        assertThat(find(id)).isEmpty();
        assertThat(ingest.deadLetters("key = $1", id.toString())).isEmpty();
    }

    @Test
    void takesInWhatWaitedInTheTopicForLongerThanAnythingIsRemembered() {
        Place place = forgotten("before", "前の文書。");

        UUID id = UUID.randomUUID();
        Place later = new Place(place.partition(), place.offset() + 1_000_000);
        take(later, id, Instant.now().minus(LONG), event(id, "late-" + id, "遅い文書。" + id));

        awaitState(id, DocumentState.INDEXED);
    }

    @Test
    void takesInARecordOfATopicThatWasMadeAnew() {
        Place place = forgotten("old", "旧い文書。");

        UUID id = UUID.randomUUID();
        take(new Place(place.partition(), 0), id, Instant.now(), event(id, "new-" + id, "新。" + id));

        awaitState(id, DocumentState.INDEXED);
    }

    @Test
    void ignoresAnEventOfItsOwnThatComesAgainWhenAllIsForgotten() {
        String text = "アップロードされた文書。" + UUID.randomUUID();
        DocumentView uploaded = ingest.upload(text);
        awaitState(uploaded.id(), DocumentState.INDEXED);
        DocumentView replaced = ingest.replace(uploaded.id(), "差し替え。" + UUID.randomUUID());
        await().atMost(PATIENCE).until(() -> IngestHarness.view(uploaded.id()).generation() == 2);
        awaitState(uploaded.id(), DocumentState.INDEXED);
        // Another document keeps the original where the event would find it.
        awaitState(ingest.upload(text).id(), DocumentState.INDEXED);
        age(uploaded.id());
        run();

        Map<String, Object> again =
                new HashMap<>(
                        submission(
                                UUID.randomUUID().toString(),
                                Map.of("document_id", uploaded.id(), "blob", uploaded.sha256())));
        again.put("source", DocumentEvents.SOURCE);
        take(new Place(0, Long.MAX_VALUE), uploaded.id(), Instant.now().minus(LONG), again);

        assertThat(IngestHarness.view(uploaded.id()).sha256()).isEqualTo(replaced.sha256());
        assertThat(IngestHarness.view(uploaded.id()).generation()).isEqualTo(2);
        assertThat(ingest.deadLetters("key = $1", uploaded.id().toString())).isEmpty();
    }

    @Test
    void remembersTheEventOfWorkThatIsNotDone() {
        UUID id = UUID.randomUUID();
        ingest.embedding.hold(id);
        ingest.submit(id.toString(), event(id, "held-" + id, "待つ文書。" + id));
        awaitState(id, DocumentState.EMBEDDING);
        age(id);

        run();

        assertThat(ingest.count("ingest.inbox where document_id = $1", id)).isEqualTo(1);
        ingest.embedding.sendAll(ingest.awaitHeld(id, 1));
        awaitState(id, DocumentState.INDEXED);
    }

    /** Where the record of a document was that is indexed, and of whose events nothing is known. */
    private Place forgotten(String event, String text) {
        UUID id = UUID.randomUUID();
        ingest.submit(id.toString(), event(id, event + "-" + id, text + id));
        awaitState(id, DocumentState.INDEXED);
        Place place = place(event + "-" + id);
        age(id);
        run();
        return place;
    }

    private Purged run() {
        return purge.run(Instant.now()).await().atMost(PATIENCE);
    }

    /** Where the record of an event lies. */
    private record Place(int partition, long offset) {}

    private Place place(String eventId) {
        Map<String, Object> row =
                ingest.rows("select * from ingest.inbox where event_id like $1", "%" + eventId)
                        .get(0);
        return new Place(number(row, "partition").intValue(), number(row, "offset").longValue());
    }

    private static Number number(Map<String, Object> row, String column) {
        return (Number) Objects.requireNonNull(row.get(column));
    }

    /** Everything about the document happened long ago. */
    private void age(UUID id) {
        ingest.execute(
                "update ingest.inbox set received_at = received_at - interval '100 days',"
                        + " record_time = record_time - interval '99 days' where document_id = $1",
                id);
        ingest.execute(
                "update ingest.documents set removed_at = removed_at - interval '100 days' where"
                        + " id = $1",
                id);
    }

    /** As Kafka would deliver it. */
    private void take(Place place, UUID key, Instant time, Map<String, Object> event) {
        RecordOrigin origin =
                new RecordOrigin(
                        Topics.DOCUMENTS,
                        place.partition(),
                        place.offset(),
                        key.toString(),
                        Topics.DEFAULT_TENANT);
        consumer.take(origin, time, bytes(json(event))).await().atMost(PATIENCE);
    }

    private static Map<String, Object> event(UUID id, String eventId, String text) {
        return submission(
                eventId,
                Map.of(
                        "document_id",
                        id,
                        "content_base64",
                        Base64.getEncoder().encodeToString(bytes(text))));
    }
}
