package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.fumikura.contract.event.DeadLetter;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.UnsentRecords;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.outbox.OutboxRecord;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What operators do with records nobody could handle. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class DeadLetterQuarkusTest {
    @Inject IngestHarness ingest;
    @Inject Transactions transactions;
    @Inject Uploads uploads;
    @Inject DeadLetters letters;

    @Test
    void aDiscardedLetterIsGoneForGoodAndItsDocumentStaysAsItIs() {
        DocumentView document = ingest.upload(" \n \n" + " ".repeat(11));
        awaitState(document.id(), DocumentState.FAILED);
        String id =
                String.valueOf(ingest.awaitDeadLetter("document_id = $1", document.id()).get("id"));

        given().delete("/v1/dead-letters/" + id).then().statusCode(204);
        given().delete("/v1/dead-letters/" + id).then().statusCode(204);

        given().get("/v1/dead-letters?limit=200").then().body("id", not(hasItem(id)));
        given().post("/v1/dead-letters/" + id + "/replay").then().statusCode(404);
        assertThat(IngestHarness.view(document.id()).state()).isEqualTo(DocumentState.FAILED);
    }

    @Test
    void aDocumentThatEndedTheServiceEachTimeIsNotReadUntilItIsReplayed() {
        UUID id = ingest.upload("読むたびに止まる。").id();
        awaitState(id, DocumentState.INDEXED);
        ingest.execute(
                "insert into ingest.document_blobs (document_id, generation, tenant, sha256)"
                        + " select document_id, 2, tenant, sha256 from ingest.document_blobs where"
                        + " document_id = $1",
                id);
        ingest.execute(
                "update ingest.documents set state = 'PARSING', generation = 2, unended = 2, read_by"
                        + " = gen_random_uuid() where id = $1",
                id);
        transactions
                .run(
                        () ->
                                new Documents()
                                        .lock(id)
                                        .chain(row -> uploads.announceWork(row.orElseThrow())))
                .await()
                .atMost(IngestHarness.PATIENCE);

        awaitState(id, DocumentState.FAILED);
        Map<String, Object> letter = ingest.awaitDeadLetter("document_id = $1", id);
        assertThat(letter.get("code")).isEqualTo("unreadable_document");
        assertThat(String.valueOf(letter.get("reason"))).contains("ended the service 3 times");

        given().post("/v1/dead-letters/" + letter.get("id") + "/replay").then().statusCode(202);
        assertThat(awaitState(id, DocumentState.INDEXED).generation()).isEqualTo(2);
    }

    @Test
    void aDocumentSaysHowOftenReadingItWasBegun() {
        UUID id = ingest.upload(" \n \n" + " ".repeat(12)).id();
        assertThat(awaitState(id, DocumentState.FAILED).attempts()).isEqualTo(1);
        Object letter = ingest.awaitDeadLetter("document_id = $1", id).get("id");

        given().post("/v1/dead-letters/" + letter + "/replay").then().statusCode(202);

        await().atMost(IngestHarness.PATIENCE).until(() -> IngestHarness.view(id).attempts() == 2);
        assertThat(awaitState(id, DocumentState.FAILED).attempts()).isEqualTo(2);
        ingest.replace(id, "読める文。");
        assertThat(awaitState(id, DocumentState.INDEXED).attempts()).isEqualTo(1);
    }

    @Test
    void aDiscardedLetterThatKafkaDeliversAgainStaysDiscarded() {
        DeadLetter letter =
                new DeadLetter(
                        UUID.randomUUID(),
                        Topics.DEFAULT_TENANT,
                        null,
                        Topics.DOCUMENTS,
                        0,
                        1,
                        "key",
                        Base64.getEncoder().encodeToString(new byte[] {1}),
                        "intake",
                        "invalid_event",
                        "a test",
                        1,
                        Instant.now());
        ingest.produce(Topics.DEAD_LETTERS, "key", EventJson.write(letter));
        ingest.awaitDeadLetter("id = $1", letter.id());

        given().delete("/v1/dead-letters/" + letter.id()).then().statusCode(204);
        DeadLetter after =
                new DeadLetter(
                        UUID.randomUUID(),
                        letter.tenant(),
                        null,
                        letter.topic(),
                        0,
                        2,
                        "key",
                        letter.valueBase64(),
                        "intake",
                        "invalid_event",
                        "the one after it",
                        1,
                        Instant.now());
        ingest.produce(Topics.DEAD_LETTERS, "key", EventJson.write(letter));
        ingest.produce(Topics.DEAD_LETTERS, "key", EventJson.write(after));
        ingest.awaitDeadLetter("id = $1", after.id());

        given().get("/v1/dead-letters?limit=200")
                .then()
                .body("id", not(hasItem(letter.id().toString())));
        given().delete("/v1/dead-letters/" + after.id()).then().statusCode(204);
    }

    @Test
    void aDocumentWhoseOrderIsTooLargeForKafkaFails() {
        UUID id = ingest.upload("送れない指示 " + UUID.randomUUID()).id();
        awaitState(id, DocumentState.INDEXED);
        String event =
                String.valueOf(
                        ingest.rows("select event_id from ingest.inbox where document_id = $1", id)
                                .get(0)
                                .get("event_id"));
        String[] parts = event.split("\\|", -1);
        ingest.execute("update ingest.documents set state = 'RECEIVED' where id = $1", id);

        new UnsentRecords(letters)
                .keep(
                        1,
                        new OutboxRecord(
                                Topics.DOCUMENTS,
                                id.toString(),
                                Map.of(Topics.TENANT_HEADER, parts[0]),
                                EventJson.write(Map.of("source", parts[1], "id", parts[2]))))
                .await()
                .atMost(IngestHarness.PATIENCE);

        assertThat(IngestHarness.view(id))
                .satisfies(
                        view -> {
                            assertThat(view.state()).isEqualTo(DocumentState.FAILED);
                            assertThat(String.valueOf(view.error())).contains("request_too_large");
                        });
        assertThat(ingest.deadLetters("document_id = $1", id)).hasSize(1);
    }

    @Test
    void keepsALetterWhoseKeyIsNoText() {
        DeadLetter letter = letter(UUID.randomUUID(), "k\0y", "one", Instant.now());

        ingest.produce(Topics.DEAD_LETTERS, "key", EventJson.write(letter));

        ingest.awaitDeadLetter("id = $1 and key = 'ky'", letter.id());
    }

    @Test
    void keepsTheLetterOfAnotherRecordAtTheSamePlaceOfATopicMadeAnew() {
        UUID place = UUID.randomUUID();
        DeadLetter before = letter(place, "before", "one", Instant.now());
        DeadLetter handledAgain = letter(place, "before", "one", Instant.now().plusSeconds(5));
        DeadLetter anew = letter(place, "anew", "two", Instant.now().plusSeconds(60));
        DeadLetter last = letter(UUID.randomUUID(), "last " + place, "three", Instant.now());

        for (DeadLetter each : List.of(before, handledAgain, anew, anew, last)) {
            ingest.produce(Topics.DEAD_LETTERS, "key", EventJson.write(each));
        }

        ingest.awaitDeadLetter("id = $1", last.id());
        assertThat(
                        ingest.rows(
                                "select key from ingest.dead_letters where topic = $1 and"
                                        + " \"offset\" = $2 order by created_at",
                                Topics.DOCUMENTS,
                                offset(place)))
                .extracting(row -> row.get("key"))
                .containsExactly("before", "anew");
    }

    private static DeadLetter letter(UUID id, String key, String value, Instant at) {
        return new DeadLetter(
                id,
                Topics.DEFAULT_TENANT,
                null,
                Topics.DOCUMENTS,
                0,
                offset(id),
                key,
                Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)),
                "intake",
                "invalid_event",
                "a test",
                1,
                at);
    }

    /** The same for the same id. */
    private static long offset(UUID id) {
        return id.getMostSignificantBits() >>> 1;
    }

    @Test
    void aLetterThatThereIsNotIsNotDiscarded() {
        given().delete("/v1/dead-letters/" + UUID.randomUUID()).then().statusCode(404);
        given().delete("/v1/dead-letters/none").then().statusCode(404);
    }
}
