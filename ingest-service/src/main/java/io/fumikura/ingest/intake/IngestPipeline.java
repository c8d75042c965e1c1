package io.fumikura.ingest.intake;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.delivery.Delivery;
import io.fumikura.ingest.intake.Reading.Part;
import io.fumikura.ingest.intake.Readings.Overtaken;
import io.fumikura.ingest.intake.Readings.Work;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.store.GenerationKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One generation of a document from its original to passages on their way to the embedding service:
 * begin → read a part (parse, chunk), write it, and so on → send the passages. A long document is
 * split into steps of their own, which {@link PagesConsumer} takes. Each step is a transaction that
 * looks at the document's row first, so the whole may be started again after a crash at any point,
 * and a generation that is no longer the newest is dropped. Only a part of the document is in
 * memory. The indexer takes over from here.
 */
public final class IngestPipeline {
    private final Readings readings;
    private final Reading reading;
    private final PageWork pageWork;
    private final Outbox outbox;

    public IngestPipeline(Readings readings, Reading reading, PageWork pageWork, Outbox outbox) {
        this.readings = readings;
        this.reading = reading;
        this.pageWork = pageWork;
        this.outbox = outbox;
    }

    /**
     * Fails with {@link ServiceException} for the document's own faults; it is then still to be
     * {@linkplain #fail failed}. While a server is away the document's row says so.
     *
     * @param source the record that brought the document
     */
    public Uni<Void> ingest(GenerationKey key, SourceRecord source) {
        return readings.caution().inTurn(readings.isSuspect(key), () -> begin(key, source));
    }

    private Uni<Void> begin(GenerationKey key, SourceRecord source) {
        return readings.begin(key)
                .chain(
                        work ->
                                work.isPresent()
                                        ? attempt(work.get(), () -> read(work.get(), source))
                                        : Uni.createFrom().voidItem());
    }

    /** A step of an attempt, which ends quietly when the attempt is overtaken. */
    Uni<Void> attempt(Work work, Supplier<Uni<Void>> step) {
        return Uni.createFrom()
                .deferred(step::get)
                .onFailure(Overtaken.class)
                .recoverWithUni(() -> readings.overtaken(work).onFailure().recoverWithNull())
                .onFailure(Delivery::isPassing)
                .call(failure -> sayWhatItWaitsFor(work, failure));
    }

    private Uni<Void> read(Work work, SourceRecord source) {
        return reading.open(work.document())
                .chain(
                        text ->
                                text.isLong()
                                        ? split(work, text, source)
                                        : readAndWrite(work, text));
    }

    private Uni<Void> split(Work work, Reading.Text text, SourceRecord source) {
        text.close();
        return pageWork.split(
                work, text.title(), PageRange.split(text.pages(), text.together()), source);
    }

    /** Small parts are written together; the last of all in the step that completes the whole. */
    private Uni<Void> readAndWrite(Work work, Reading.Text text) {
        Held held = new Held();
        return Multi.createBy()
                .repeating()
                .uni(text::next)
                .until(Optional::isEmpty)
                .onItem()
                .transformToUniAndConcatenate(part -> hold(work, held, part.orElseThrow()))
                .collect()
                .last()
                .chain(() -> readings.complete(work, held.part, text.title()))
                .onTermination()
                .invoke(text::close);
    }

    /** What is read and not yet written; one step after another looks at it. */
    private static final class Held {
        private Part part = Part.NOTHING;
    }

    private Uni<Void> hold(Work work, Held held, Part next) {
        Part before = held.part;
        if (before.isSmallWith(next)) {
            held.part = before.and(next);
            return Uni.createFrom().voidItem();
        }
        held.part = next;
        return readings.write(work, before);
    }

    private Uni<Void> sayWhatItWaitsFor(Work work, Throwable failure) {
        ErrorCode code = ErrorCode.DEPENDENCY_UNAVAILABLE;
        String detail = "A server this document needs is away";
        if (failure instanceof ServiceException known) {
            code = known.code();
            detail = known.detail();
        }
        return readings.waitFor(work, code, detail).onFailure().recoverWithNull();
    }

    /**
     * Fails the document for a fault {@link #ingest} found, with the dead letter that tells why.
     */
    public Uni<Void> fail(GenerationKey key, ServiceException fault, SourceRecord source) {
        return readings.giveUp(
                key,
                row -> {
                    row.fail(fault.code(), fault.detail());
                    return outbox.addAll(
                            List.of(
                                    source.deadLetter(key.documentId(), fault),
                                    DocumentEvents.failed(row)));
                });
    }
}
