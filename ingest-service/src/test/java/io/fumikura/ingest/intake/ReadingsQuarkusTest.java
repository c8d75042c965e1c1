package io.fumikura.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.IngestStack;
import io.fumikura.ingest.chunk.Chunk;
import io.fumikura.ingest.deadletter.RecordOrigin;
import io.fumikura.ingest.intake.Readings.Overtaken;
import io.fumikura.ingest.intake.Readings.Work;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.store.ChunkRow;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.PageParts;
import io.fumikura.ingest.store.Transactions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts to read one document that get in each other's way, and ones that break off. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class ReadingsQuarkusTest {
    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject Contents contents;

    private Readings readings;
    private GenerationKey key;

    @BeforeEach
    void aDocumentComesIn() {
        readings = new Readings(transactions, documents, contents, new Outbox());
        key = get(ReceivedDocument.in(transactions, documents));
    }

    @Test
    void theLaterAttemptWinsAndTheEarlierIsTold() {
        Work first = begun();
        get(readings.write(first, part(1, "一番目の試み", "その続き")));
        Work second = begun();

        assertThatThrownBy(() -> get(readings.write(first, part(2, "遅れて来た"))))
                .isInstanceOf(Overtaken.class);
        assertThatThrownBy(() -> get(readings.complete(first, Reading.Part.NOTHING, "題")))
                .isInstanceOf(Overtaken.class);
        get(readings.write(second, part(1, "二番目の試み")));
        get(readings.write(second, part(2, "次の頁")));
        get(readings.complete(second, Reading.Part.NOTHING, "題"));

        assertThat(texts()).containsExactly("二番目の試み", "次の頁");
        assertThat(row())
                .satisfies(
                        row -> {
                            assertThat(row.state).isEqualTo(DocumentState.EMBEDDING);
                            assertThat(row.pages).isEqualTo(2);
                            assertThat(row.chunks).isEqualTo(2);
                        });
        assertThat(get(readings.begin(key))).isEmpty();
    }

    @Test
    void whatItWaitsForIsToldUntilItGoesOn() {
        Work first = begun();
        get(readings.waitFor(first, ErrorCode.DEPENDENCY_UNAVAILABLE, "nobody counts"));

        Work second = begun();
        assertThat(row().errorDetail).isEqualTo("nobody counts");
        get(readings.write(second, part(1, "文")));

        assertThat(row().errorDetail).isNull();
    }

    @Test
    void ofTwoThatCutTheSamePagesOneIsTold() {
        Work first = begun();
        Work second = get(readings.resume(key, first.attempt())).orElseThrow();
        get(readings.write(first, part(1, "一").chunks(), 0));

        assertThatThrownBy(() -> get(readings.write(second, part(1, "一").chunks(), 0)))
                .isInstanceOf(Overtaken.class);
        assertThatThrownBy(() -> get(readings.completeCut(second, 0, List.of())))
                .isInstanceOf(Overtaken.class);
        get(readings.completeCut(first, 1, List.of()));

        assertThat(texts()).containsExactly("一");
        assertThat(row().state).isEqualTo(DocumentState.EMBEDDING);
    }

    @Test
    void whatWasReadOfASplitDocumentStaysWhenItsEventComesAgain() {
        PageWork pageWork = new PageWork(transactions, readings, contents, new Outbox());
        SourceRecord source =
                new SourceRecord(
                        new RecordOrigin(Topics.DOCUMENTS, 0, 0, null, Topics.DEFAULT_TENANT),
                        "{}");
        List<PageRange> ranges = List.of(new PageRange(1, 1), new PageRange(2, 2));
        Work work = begun();
        get(transactions.run(() -> new PageParts().plan(key, ranges)));
        PageTask first = PageTask.read(work, ranges.get(0), source);
        get(pageWork.write(work, first, part(1, "読まれた頁").pages()));

        assertThat(get(readings.begin(key))).isEmpty();

        assertThat(get(readings.resume(key, work.attempt()))).isPresent();
        assertThat(get(pageWork.begin(work, first))).isFalse();
        assertThat(row().pages).isEqualTo(1);
        assertThat(row().reading).isEqualTo(work.attempt());
    }

    @Test
    void nothingIsLeftOfADocumentThatIsGivenUp() {
        Work work = begun();
        get(readings.write(work, part(1, "文")));

        get(
                readings.giveUp(
                        key,
                        row -> {
                            row.fail(ErrorCode.UNREADABLE_DOCUMENT, "damaged");
                            return Uni.createFrom().voidItem();
                        }));

        assertThat(texts()).isEmpty();
        assertThat(row().chunks).isZero();
        assertThat(row().state).isEqualTo(DocumentState.FAILED);
    }

    @Test
    void aDocumentWithoutTextIsNotSent() {
        Work work = begun();

        assertThatThrownBy(() -> get(readings.complete(work, Reading.Part.NOTHING, "題")))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EMPTY_DOCUMENT));
        assertThat(row().state).isEqualTo(DocumentState.PARSING);
    }

    private Work begun() {
        return get(readings.begin(key)).orElseThrow();
    }

    private static Reading.Part part(int page, String... texts) {
        List<Line> lines = List.of(new Line(1, String.join("", texts)));
        return new Reading.Part(
                List.of(new Page(page, null, null, List.of(new Block.Paragraph(lines)))),
                java.util.Arrays.stream(texts)
                        .map(text -> new Chunk(page, 1, 1, "", text))
                        .toList());
    }

    private List<String> texts() {
        return get(transactions.read(() -> contents.chunks(key, List.of(0, 1, 2, 3)))).stream()
                .map((ChunkRow row) -> row.text)
                .toList();
    }

    private DocumentRow row() {
        return Objects.requireNonNull(
                get(transactions.read(() -> documents.get(key.documentId()))).orElse(null));
    }

    private static <T> T get(Uni<T> result) {
        return result.await().indefinitely();
    }
}
