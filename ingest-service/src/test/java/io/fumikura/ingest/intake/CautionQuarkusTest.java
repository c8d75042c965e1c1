package io.fumikura.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.IngestStack;
import io.fumikura.ingest.deadletter.RecordOrigin;
import io.fumikura.ingest.intake.Readings.Overtaken;
import io.fumikura.ingest.intake.Readings.Work;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.parse.PageRange;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings that ended their process; each {@link Readings} made here is a process of its own. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class CautionQuarkusTest {
    @Inject Transactions transactions;
    @Inject Documents documents;
    @Inject Contents contents;

    private GenerationKey key;

    @BeforeEach
    void aDocumentComesIn() {
        key = get(ReceivedDocument.in(transactions, documents));
    }

    @Test
    void aDocumentThatEndedThreeProcessesIsNotReadByAFourth() {
        for (int died = 0; died < 3; died++) {
            assertThat(get(process().begin(key))).isPresent();
        }

        Readings fourth = process();
        assertRefused(() -> get(fourth.begin(key)), "The document ended the service 3 times");
        assertRefused(() -> get(process().begin(key)), "The document ended the service 3 times");
        get(fourth.giveUp(key, CautionQuarkusTest::failed));

        get(
                transactions.run(
                        () ->
                                documents
                                        .lock(key.documentId())
                                        .invoke(CautionQuarkusTest::replayed)));
        assertThat(get(process().begin(key))).isPresent();
    }

    @Test
    void aProcessThatTriesAgainHasNotEnded() {
        Readings alive = process();
        for (int tried = 0; tried < 5; tried++) {
            assertThat(get(alive.begin(key))).isPresent();
        }

        assertThat(get(alive.isSuspect(key))).isFalse();
        assertThat(get(process().begin(key))).isPresent();
        assertThat(get(process().begin(key))).isPresent();
    }

    @Test
    void waitingForAServerIsNoEnd() {
        for (int outage = 0; outage < 5; outage++) {
            Readings readings = process();
            Work work = get(readings.begin(key)).orElseThrow();
            get(readings.waitFor(work, ErrorCode.DEPENDENCY_UNAVAILABLE, "nobody counts"));
        }

        assertThat(get(process().isSuspect(key))).isFalse();
    }

    @Test
    void aProcessThatIsStoppedTakesBackWhatItWasReading() {
        for (int update = 0; update < 5; update++) {
            Readings readings = process();
            assertThat(get(readings.begin(key))).isPresent();
            get(readings.stop());
            assertThat(get(readings.begin(key))).isPresent();
        }

        assertThat(get(process().isSuspect(key))).isFalse();
    }

    @Test
    void anAttemptThatWasOvertakenSaysThatItLives() {
        for (int moved = 0; moved < 5; moved++) {
            Readings slow = process();
            Work work = get(slow.begin(key)).orElseThrow();
            Readings fast = process();
            assertThat(get(fast.begin(key))).isPresent();
            assertThat(get(process().isSuspect(key))).isTrue();
            assertThatThrownBy(() -> get(slow.write(work, Reading.Part.NOTHING)))
                    .isInstanceOf(Overtaken.class);
            get(slow.overtaken(work));
            get(fast.stop());
        }

        assertThat(get(process().isSuspect(key))).isFalse();
    }

    @Test
    void pagesThatEndedThreeProcessesAreNotReadAndOthersAre() {
        Work work = get(process().begin(key)).orElseThrow();
        List<PageRange> ranges = List.of(new PageRange(1, 8), new PageRange(9, 16));
        get(transactions.run(() -> new PageParts().plan(key, ranges)));
        PageTask bad = PageTask.read(work, ranges.get(0), source());
        PageTask good = PageTask.read(work, ranges.get(1), source());

        get(pageWork(process()).begin(work, bad));
        get(pageWork(process()).begin(work, bad));
        PageWork waiting = pageWork(process());
        get(waiting.begin(work, good));
        get(waiting.pause(work, good));
        get(waiting.begin(work, bad));

        assertThat(get(pageWork(process()).isSuspect(bad))).isTrue();
        assertThat(get(pageWork(process()).isSuspect(good))).isFalse();
        assertRefused(
                () -> get(pageWork(process()).begin(work, bad)),
                "Pages 1 to 8 of the document ended the service 3 times");
        assertThat(get(pageWork(process()).begin(work, good))).isTrue();
    }

    @Test
    void aDocumentThatWasSplitDidNotEndWhoReadIt() {
        Readings readings = process();
        Work work = get(readings.begin(key)).orElseThrow();
        List<PageRange> ranges = List.of(new PageRange(1, 8));

        get(pageWork(readings).split(work, "", ranges, source()));

        assertThat(get(process().isSuspect(key))).isFalse();
    }

    @Test
    void cuttingThatEndedThreeProcessesIsNotBegunByAFourth() {
        Readings readings = process();
        Work work = get(readings.begin(key)).orElseThrow();
        get(readings.stop());

        for (int died = 0; died < 3; died++) {
            get(pageWork(process()).beginCutting(work));
        }

        assertRefused(() -> get(pageWork(process()).beginCutting(work)), "ended the service 3");
    }

    @Test
    void suspectsAreReadOneAfterAnotherAndOthersMeanwhile() {
        Caution caution = new Caution(transactions);
        List<String> begun = new ArrayList<>();
        CompletableFuture<Boolean> end = new CompletableFuture<>();

        var unused = read(caution, true, "suspect", begun, end);
        CompletableFuture<Void> another =
                read(caution, true, "another", begun, CompletableFuture.completedFuture(true));
        var unusedToo = read(caution, false, "blameless", begun, end);

        assertThat(begun).containsExactly("suspect", "blameless");
        end.completeExceptionally(new IllegalStateException("whatever the end"));
        assertThat(another).isCompleted();
        assertThat(begun).containsExactly("suspect", "blameless", "another");
    }

    private static CompletableFuture<Void> read(
            Caution caution,
            boolean suspect,
            String name,
            List<String> begun,
            CompletableFuture<Boolean> end) {
        return caution.inTurn(
                        Uni.createFrom().item(suspect),
                        () -> {
                            begun.add(name);
                            return Uni.createFrom().completionStage(end).replaceWithVoid();
                        })
                .subscribeAsCompletionStage();
    }

    private Readings process() {
        return new Readings(transactions, documents, contents, new Outbox());
    }

    private PageWork pageWork(Readings readings) {
        return new PageWork(transactions, readings, contents, new Outbox());
    }

    private static SourceRecord source() {
        return new SourceRecord(
                new RecordOrigin(Topics.DOCUMENTS, 0, 987_654, null, Topics.DEFAULT_TENANT), "{}");
    }

    private static Uni<Void> failed(DocumentRow row) {
        row.fail(ErrorCode.UNREADABLE_DOCUMENT, "for the test");
        return Uni.createFrom().voidItem();
    }

    private static void replayed(Optional<DocumentRow> found) {
        found.orElseThrow().enter(DocumentState.RECEIVED);
    }

    private static void assertRefused(ThrowingCallable begin, String detail) {
        assertThatThrownBy(begin)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
                            assertThat(e.detail()).contains(detail);
                        });
    }

    private static <T> T get(Uni<T> result) {
        return result.await().indefinitely();
    }
}
