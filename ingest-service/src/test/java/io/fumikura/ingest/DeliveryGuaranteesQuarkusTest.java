package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.DeadLetter;
import io.fumikura.contract.event.EmbeddedChunk;
import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.event.Vectors;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every record may come again, late or not at all; readers see one whole generation. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class DeliveryGuaranteesQuarkusTest {
    @Inject IngestHarness ingest;

    @Test
    void showsNothingBeforeTheLastVectorCame() {
        DocumentView document = held(longText("最初"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document.id(), 1);
        assertThat(chunks).hasSizeGreaterThan(2);

        ingest.embedding.sendAll(chunks.subList(0, chunks.size() - 1));
        await().atMost(IngestHarness.PATIENCE)
                .until(
                        () ->
                                IngestHarness.view(document.id()).chunksIndexed()
                                        == chunks.size() - 1);

        assertThat(ingest.points(document.id(), false)).isEqualTo(chunks.size() - 1);
        assertThat(ingest.points(document.id(), true)).isZero();

        ingest.embedding.sendAll(chunks.subList(chunks.size() - 1, chunks.size()));
        awaitState(document.id(), DocumentState.INDEXED);
        assertThat(ingest.points(document.id(), true)).isEqualTo(chunks.size());
    }

    @Test
    void countsVectorsThatComeTwiceOnceAndHidesNothing() {
        DocumentView document = held(longText("二度"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document.id(), 1);
        ingest.embedding.sendAll(chunks.subList(0, 2));
        ingest.embedding.sendAll(chunks);
        awaitState(document.id(), DocumentState.INDEXED);

        ingest.embedding.sendAll(chunks);
        settle();

        assertThat(ingest.points(document.id(), true)).isEqualTo(chunks.size());
        assertThat(ingest.points(document.id(), false)).isEqualTo(chunks.size());
        assertThat(IngestHarness.view(document.id()).state()).isEqualTo(DocumentState.INDEXED);
    }

    @Test
    void keepsTheOldGenerationUntilTheNewOneIsComplete() {
        DocumentView document = ingest.upload(longText("旧版"));
        awaitState(document.id(), DocumentState.INDEXED);
        long before = ingest.points(document.id(), true);
        ingest.embedding.hold(document.id());

        ingest.replace(document.id(), longText("新版") + longText("追加"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document.id(), 2);
        ingest.embedding.sendAll(chunks.subList(1, chunks.size()));
        await().atMost(IngestHarness.PATIENCE)
                .until(
                        () ->
                                IngestHarness.view(document.id()).chunksIndexed()
                                        == chunks.size() - 1);

        assertThat(ingest.points(document.id(), true)).isEqualTo(before);
        assertThat(textsOf(document, "旧版")).anyMatch(text -> text.contains("旧版"));

        ingest.embedding.sendAll(chunks.subList(0, 1));
        awaitState(document.id(), DocumentState.INDEXED);

        assertThat(ingest.points(document.id(), false)).isEqualTo(chunks.size());
        assertThat(textsOf(document, "旧版")).noneMatch(text -> text.contains("旧版"));
        assertThat(
                        ingest.count(
                                "ingest.chunks where document_id = $1 and generation = 1",
                                document.id()))
                .isZero();
        await().atMost(IngestHarness.PATIENCE)
                .until(
                        () ->
                                ingest.count(
                                                "ingest.document_blobs where document_id = $1",
                                                document.id())
                                        == 1);
    }

    @Test
    void dropsVectorsOfAnOldGeneration() {
        DocumentView document = held(longText("一代目"));
        List<ChunkToEmbed> old = ingest.awaitHeld(document.id(), 1);
        ingest.embedding.sendAll(old.subList(0, 1));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> IngestHarness.view(document.id()).chunksIndexed() == 1);
        ingest.replace(document.id(), longText("二代目"));
        List<ChunkToEmbed> current = ingest.awaitHeld(document.id(), 2);

        ingest.embedding.sendAll(old);
        ingest.embedding.sendAll(current);
        awaitState(document.id(), DocumentState.INDEXED);
        ingest.embedding.sendAll(old);
        settle();

        assertThat(ingest.points(document.id(), false)).isEqualTo(current.size());
        assertThat(ingest.points(document.id(), true)).isEqualTo(current.size());
    }

    @Test
    void dropsVectorsOfADeletedDocument() {
        DocumentView document = held(longText("消滅"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document.id(), 1);
        ingest.embedding.sendAll(chunks.subList(0, 1));
        given().delete("/v1/documents/" + document.id()).then().statusCode(202);

        ingest.embedding.sendAll(chunks);
        settle();

        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.points(document.id(), false) == 0);
        assertThat(IngestHarness.view(document.id()).state()).isEqualTo(DocumentState.DELETED);
    }

    @Test
    void keepsTheIndexedGenerationWhenAReplacementFails() {
        DocumentView document = ingest.upload(longText("無事"));
        awaitState(document.id(), DocumentState.INDEXED);
        long before = ingest.points(document.id(), true);

        ingest.replace(document.id(), "   \n  ");

        DocumentView failed = awaitState(document.id(), DocumentState.FAILED);
        assertThat(failed.generation()).isEqualTo(2);
        assertThat(ingest.points(document.id(), true)).isEqualTo(before);
        given().get("/v1/documents/" + document.id() + "/pages/1").then().statusCode(200);
    }

    @Test
    void refusesVectorsOfAnotherLengthAndGoesOnAfterAReplay() {
        DocumentView document = held(longText("他所"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document.id(), 1);
        EmbeddedChunk right = ingest.embedding.vector(chunks.get(0));
        EmbeddedChunk wrong =
                new EmbeddedChunk(
                        right.documentId(),
                        right.generation(),
                        right.ordinal(),
                        right.of(),
                        Vectors.encode(new float[] {1, 0, 0}),
                        right.model(),
                        right.indexCompat());

        ingest.embedding.send(wrong);

        assertThat(awaitState(document.id(), DocumentState.FAILED).error())
                .satisfies(error -> assertThat(String.valueOf(error)).contains("3 dimensions"));
        Object letter =
                ingest.awaitDeadLetter("document_id = $1 and stage = 'index'", document.id())
                        .get("id");
        given().post("/v1/dead-letters/" + letter + "/replay").then().statusCode(202);
        ingest.embedding.sendAll(chunks);
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.deadLetters("document_id = $1", document.id()).size() == 2);
    }

    @Test
    void failsTheDocumentOfAPassageThatCouldNotBeEmbeddedUntilItIsReplayed() {
        DocumentView document = held(longText("埋込"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document.id(), 1);
        DeadLetter letter = embedDeadLetter(chunks.get(0));
        byte[] value = EventJson.write(letter);
        ingest.produce(Topics.DEAD_LETTERS, document.id().toString(), value);
        ingest.produce(Topics.DEAD_LETTERS, document.id().toString(), value);

        assertThat(awaitState(document.id(), DocumentState.FAILED).error())
                .satisfies(error -> assertThat(String.valueOf(error)).contains("inference_failed"));
        assertThat(ingest.deadLetters("id = $1", letter.id())).hasSize(1);
        ingest.embedding.sendAll(chunks.subList(1, chunks.size()));
        await().atMost(IngestHarness.PATIENCE)
                .until(
                        () ->
                                IngestHarness.view(document.id()).chunksIndexed()
                                        == chunks.size() - 1);
        assertThat(IngestHarness.view(document.id()).state()).isEqualTo(DocumentState.FAILED);

        given().post("/v1/dead-letters/" + letter.id() + "/replay").then().statusCode(202);
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.embedding.held(document.id(), 1).size() == chunks.size() + 1);
        ingest.embedding.sendAll(chunks.subList(0, 1));

        awaitState(document.id(), DocumentState.INDEXED);
        assertThat(ingest.points(document.id(), true)).isEqualTo(chunks.size());
    }

    @Test
    void sendsAllThatIsMissingWhenALetterOfOnePassageIsReplayed() {
        DocumentView document = held(longText("途中"));
        List<ChunkToEmbed> chunks = ingest.awaitHeld(document.id(), 1);
        DeadLetter letter = embedDeadLetter(chunks.get(1));
        ingest.produce(Topics.DEAD_LETTERS, document.id().toString(), EventJson.write(letter));
        awaitState(document.id(), DocumentState.FAILED);
        ingest.embedding.sendAll(chunks.subList(0, 1));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> IngestHarness.view(document.id()).chunksIndexed() == 1);

        given().post("/v1/dead-letters/" + letter.id() + "/replay").then().statusCode(202);

        await().atMost(IngestHarness.PATIENCE)
                .until(
                        () ->
                                ingest.embedding.held(document.id(), 1).size()
                                        == 2 * chunks.size() - 1);
        ingest.embedding.sendAll(chunks.subList(1, chunks.size()));
        awaitState(document.id(), DocumentState.INDEXED);
    }

    private static DeadLetter embedDeadLetter(ChunkToEmbed chunk) {
        return new DeadLetter(
                UUID.randomUUID(),
                Topics.DEFAULT_TENANT,
                chunk.documentId(),
                Topics.CHUNKS,
                0,
                7,
                chunk.documentId().toString(),
                Base64.getEncoder().encodeToString(EventJson.write(chunk)),
                "embed",
                "inference_failed",
                "The model failed on this input",
                3,
                Instant.now());
    }

    @Test
    void readsAFailedDocumentAgainWhenItsDeadLetterIsReplayed() {
        DocumentView document = ingest.upload(" \n \n" + " ".repeat(7));
        DocumentView failed = awaitState(document.id(), DocumentState.FAILED);
        Object first =
                ingest.awaitDeadLetter("document_id = $1 and stage = 'parse'", document.id())
                        .get("id");

        given().post("/v1/dead-letters/" + first + "/replay").then().statusCode(202);
        given().post("/v1/dead-letters/" + first + "/replay").then().statusCode(202);

        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.deadLetters("document_id = $1", document.id()).size() == 2);
        DocumentView again = awaitState(document.id(), DocumentState.FAILED);
        assertThat(again.generation()).isEqualTo(failed.generation());
        assertThat(again.updatedAt()).isAfter(failed.updatedAt());
    }

    private DocumentView held(String text) {
        UUID id = UUID.randomUUID();
        ingest.embedding.hold(id);
        return ingest.replace(id, text);
    }

    private List<String> textsOf(DocumentView document, String query) {
        return ingest.search(query).stream()
                .filter(hit -> hit.documentId().equals(document.id()))
                .map(hit -> hit.text())
                .toList();
    }

    /** Some passages long, different each time. */
    private static String longText(String word) {
        String run = UUID.randomUUID().toString();
        return IntStream.range(0, 60)
                .mapToObj(i -> word + "の文" + i + "は" + run.substring(0, 8) + "である。")
                .collect(Collectors.joining("\n\n"));
    }

    /** A document that goes through all partitions after everything sent before. */
    private void settle() {
        for (int i = 0; i < 8; i++) {
            awaitState(ingest.upload("印 " + UUID.randomUUID()).id(), DocumentState.INDEXED);
        }
    }
}
