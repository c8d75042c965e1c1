package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While nobody can tell how long sentences are, documents wait and say why. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class WaitingQuarkusTest {
    private static final String TEXT = "埠頭の倉庫は朝八時に開く。閉まるのは夕方六時である。";

    @Inject IngestHarness ingest;

    @AfterEach
    void comesBack() {
        FakeEmbeddingRoutes.answer(0);
    }

    @ParameterizedTest
    @CsvSource({"503, dependency_unavailable", "429, overloaded", "404, dependency_unavailable"})
    void waitsForTheCountsAndSaysSoAndGoesOnWithoutLoss(int status, String code) {
        FakeEmbeddingRoutes.answer(status);

        DocumentView document = ingest.upload(status + TEXT);
        await().atMost(IngestHarness.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(IngestHarness.view(document.id()).error())
                                        .isNotNull()
                                        .satisfies(
                                                e -> assertThat(e.code()).isEqualTo(code),
                                                e ->
                                                        assertThat(e.detail())
                                                                .contains("embedding service")));

        DocumentView waiting = IngestHarness.view(document.id());
        assertThat(waiting.state()).isEqualTo(DocumentState.PARSING);
        assertThat(ingest.count("ingest.chunks where document_id = $1", document.id())).isZero();

        FakeEmbeddingRoutes.answer(0);
        DocumentView indexed = IngestHarness.awaitState(document.id(), DocumentState.INDEXED);

        assertThat(indexed.error()).isNull();
        assertThat(indexed.chunks()).isEqualTo(1);
        assertThat(ingest.points(document.id(), true)).isEqualTo(1);
    }

    @org.junit.jupiter.api.Test
    void readsALongDocumentPartByPartWithAFewCalls() {
        int before = FakeEmbeddingRoutes.calls();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            text.append("第").append(i).append("の規則は、別に定める日から施行するものとする。\n\n");
        }

        DocumentView document = ingest.upload(text.toString());
        DocumentView indexed = IngestHarness.awaitState(document.id(), DocumentState.INDEXED);

        assertThat(indexed.pages()).isGreaterThan(5);
        assertThat(ingest.count("ingest.lines where document_id = $1", document.id()))
                .isEqualTo(4_000);
        assertThat(ingest.count("ingest.chunks where document_id = $1", document.id()))
                .isEqualTo(indexed.chunks());
        assertThat(ingest.points(document.id(), true)).isEqualTo(indexed.chunks());
        assertThat(FakeEmbeddingRoutes.calls() - before).isBetween(2, 30);
    }
}
