package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.index.FoundChunk;
import io.fumikura.ingest.deadletter.RecordOrigin;
import io.fumikura.ingest.intake.PageTask;
import io.fumikura.ingest.intake.PagesConsumer;
import io.fumikura.ingest.intake.SourceRecord;
import io.fumikura.ingest.parse.pdf.Pdfs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document with many pages is read in steps that any replica may take. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class LongDocumentQuarkusTest {
    private static final int PAGES = 150;

    @Inject IngestHarness ingest;
    @Inject PagesConsumer pages;

    @Test
    void everyPageOfALongDocumentIsFoundInItsPlace() throws IOException {
        UUID id = upload(Pdfs.ofTexts(texts()));

        DocumentView view = IngestHarness.awaitState(id, DocumentState.INDEXED);

        assertThat(view.pages()).isEqualTo(PAGES);
        assertThat(view.pagesTotal()).isEqualTo(PAGES);
        assertThat(ingest.points(id, true)).isEqualTo(view.chunks());
        assertThat(ingest.count("ingest.lines where document_id = $1", id)).isEqualTo(PAGES);
        assertThat(ingest.count("ingest.page_parts where document_id = $1", id)).isZero();
        for (int page : List.of(1, 64, 65, 128, 129, PAGES)) {
            assertThat(ingest.search(word(page)))
                    .as("page %d", page)
                    .filteredOn(chunk -> chunk.documentId().equals(id))
                    .extracting(FoundChunk::page, FoundChunk::text)
                    .anySatisfy(found -> assertThat(found.toList().toString()).contains(word(page)))
                    .first()
                    .satisfies(
                            found ->
                                    assertThat((int) found.toList().get(0))
                                            .isBetween(page - 9, page));
        }
    }

    @Test
    void aStepOfAnAttemptThatWasOvertakenChangesNothing() throws IOException {
        UUID id = upload(Pdfs.ofTexts(texts()));
        DocumentView view = IngestHarness.awaitState(id, DocumentState.INDEXED);
        RecordOrigin origin = new RecordOrigin(Topics.PAGES, 0, 0, null, Topics.DEFAULT_TENANT);
        PageTask late =
                new PageTask(
                        id,
                        1,
                        UUID.randomUUID(),
                        PageTask.Step.READ,
                        1,
                        64,
                        new SourceRecord(origin, "{}"));

        pages.take(
                        origin,
                        IngestHarness.json(late).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .await()
                .atMost(IngestHarness.PATIENCE);

        assertThat(IngestHarness.view(id).pages()).isEqualTo(view.pages());
        assertThat(IngestHarness.view(id).state()).isEqualTo(DocumentState.INDEXED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"first_page\":",
                "{}",
                "null",
                "{\"document_id\":\"00000000-0000-0000-0000-000000000001\",\"generation\":1,"
                        + "\"attempt\":\"00000000-0000-0000-0000-000000000002\",\"step\":\"SEND\","
                        + "\"first\":0,\"last\":0,\"source\":{}}"
            })
    void aRecordThatIsNoStepBecomesADeadLetter(String value) {
        String mark = "no-step-" + UUID.randomUUID();

        ingest.produce(Topics.PAGES, mark, IngestHarness.bytes(value));

        Map<String, Object> letter = ingest.awaitDeadLetter("key = $1", mark);
        assertThat(letter).containsEntry("topic", Topics.PAGES);
    }

    private static List<String> texts() {
        return IntStream.rangeClosed(1, PAGES)
                .mapToObj(page -> "What is written here is about " + word(page) + ".")
                .toList();
    }

    /** Told apart by their letters, because numbers that are alike are alike words. */
    private static String word(int page) {
        return "item" + (char) ('a' + page / 26) + (char) ('a' + page % 26);
    }

    private static UUID upload(byte[] pdf) {
        return given().contentType("application/pdf")
                .body(pdf)
                .post("/v1/documents")
                .then()
                .statusCode(202)
                .extract()
                .as(DocumentView.class)
                .id();
    }
}
