package io.fumikura.ingest.intake;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.delivery.Delivery;
import io.fumikura.ingest.intake.Readings.Overtaken;
import io.fumikura.ingest.intake.Readings.Work;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.outbox.OutboxRecord;
import io.fumikura.ingest.store.GenerationKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * One generation of a document from its original to passages on their way to the embedding service:
 * begin → read a part (parse, chunk), write it, and so on → send the passages. Each step is a
 * transaction that looks at the document's row first, so the whole may be started again after a
 * crash at any point, and a generation that is no longer the newest is dropped. Only a part of the
 * document is in memory. The indexer takes over from here.
 */
public final class IngestPipeline {
    private final Readings readings;
    private final Reading reading;
    private final Outbox outbox;

    public IngestPipeline(Readings readings, Reading reading, Outbox outbox) {
        this.readings = readings;
        this.reading = reading;
        this.outbox = outbox;
    }

    /**
     * Fails with {@link ServiceException} for the document's own faults; it is then still to be
     * {@linkplain #fail failed}. While a server is away the document's row says so.
     */
    public Uni<Void> ingest(GenerationKey key) {
        return readings.begin(key)
                .chain(work -> work.isPresent() ? read(work.get()) : Uni.createFrom().voidItem());
    }

    private Uni<Void> read(Work work) {
        return Uni.createFrom()
                .deferred(() -> reading.open(work.document()))
                .chain(text -> readAndWrite(work, text))
                .onFailure(Overtaken.class)
                .recoverWithNull()
                .onFailure(Delivery::isPassing)
                .call(failure -> sayWhatItWaitsFor(work, failure));
    }

    private Uni<Void> readAndWrite(Work work, Reading.Text text) {
        return Multi.createBy()
                .repeating()
                .uni(text::next)
                .until(Optional::isEmpty)
                .onItem()
                .transformToUniAndConcatenate(part -> readings.write(work, part.orElseThrow()))
                .collect()
                .last()
                .chain(() -> readings.complete(work, text.title()))
                .onTermination()
                .invoke(text::close);
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
    public Uni<Void> fail(GenerationKey key, ServiceException fault, OutboxRecord deadLetter) {
        return readings.giveUp(
                key,
                row -> {
                    row.fail(fault.code(), fault.detail());
                    return outbox.addAll(List.of(deadLetter, DocumentEvents.failed(row)));
                });
    }
}
