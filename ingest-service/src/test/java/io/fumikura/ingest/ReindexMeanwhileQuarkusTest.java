package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.Reindexing.NEW;
import static io.fumikura.ingest.Reindexing.OLD;
import static io.fumikura.ingest.Reindexing.awaitGeneration;
import static io.fumikura.ingest.Reindexing.awaitReindex;
import static io.fumikura.ingest.Reindexing.post;
import static io.fumikura.ingest.StoredPoints.done;
import static io.fumikura.ingest.StoredPoints.ref;
import static io.fumikura.ingest.StoredPoints.text;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.index.PointPlace;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Another model, while documents are on their way into the index. */
@QuarkusTest
@WithTestResource(DamagedStack.class)
class ReindexMeanwhileQuarkusTest extends ReindexTestCase {
    @Test
    void vectorsOfTheOldModelAreMadeAnewAfterTheSwitch() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> chunks = ingest.held(document, text("後から"));
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);

        ingest.embedding.sendAll(chunks);
        awaitState(document, DocumentState.INDEXED);

        reindexing.points().assertWhole(document, NEW);
        assertThat(reindexing.points().of(document, OLD)).isEmpty();
        assertThat(reindexing.foundWith(-1, document)).isTrue();
    }

    @Test
    void aDocumentThatWasHalfWrittenAtTheSwitchIsWholeInTheNewCollection() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> chunks = ingest.held(document, text("半分"));
        ingest.embedding.sendAll(chunks.subList(0, 2));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> IngestHarness.view(document).chunksIndexed() == 2);
        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);

        ingest.embedding.sendAll(chunks.subList(2, chunks.size()));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> ingest.embedding.held(document, 1).size() == chunks.size() + 2);
        assertThat(reindexing.points().of(document, NEW)).noneMatch(PointPlace::visible);
        ingest.embedding.sendAll(chunks.subList(0, 2));
        awaitState(document, DocumentState.INDEXED);

        reindexing.points().assertWhole(document, NEW);
        assertThat(reindexing.points().of(document, OLD)).isEmpty();
    }

    @Test
    void whatSearchesFindIsCopiedEvenWhileANewerGenerationIsOnItsWay() {
        UUID document = reindexing.indexed("古い題の文書");
        String title = IngestHarness.view(document).title();
        ingest.embedding.hold(document);
        given().queryParam("document_id", document.toString())
                .queryParam("title", "新しい題")
                .contentType("text/plain; charset=UTF-8")
                .body(text("新").getBytes(UTF_8))
                .post("/v1/documents");
        List<ChunkToEmbed> second = ingest.awaitHeld(document, 2);

        post("/v1/reindex");
        awaitReindex(ReindexState.SWITCHED);
        assertThat(reindexing.points().of(document, NEW))
                .isNotEmpty()
                .allMatch(p -> p.generation() == 1);
        assertThat(done(ingest.index.collections().facts(NEW, ref(document), 1)))
                .hasValueSatisfying(facts -> assertThat(facts.title()).isEqualTo(title));
        ingest.embedding.sendAll(second);
        awaitGeneration(document, 2);
        reindexing.points().assertWhole(document, NEW);
    }

    @Test
    void aVectorOfAModelNobodyKnowsFailsItsDocument() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> chunks = ingest.held(document, text("知らない"));

        ingest.embedding.send(ingest.embedding.vector(chunks.get(0), "nobody/knows"));

        DocumentView failed = awaitState(document, DocumentState.FAILED);
        assertThat(String.valueOf(failed.error())).contains("nobody/knows");
    }
}
