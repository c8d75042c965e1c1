package io.fumikura.ingest.intake;

import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.chunk.Chunk;
import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.Fault;
import io.fumikura.ingest.deadletter.RecordOrigin;
import io.fumikura.ingest.delivery.Delivery;
import io.fumikura.ingest.intake.Readings.Work;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One record of the pages topic: some pages of a long document are read, or all that were read are
 * cut into passages. Never fails, like every consumer here: what cannot be read fails its document,
 * and what cannot be read now is tried until it can.
 */
public final class PagesConsumer {
    private final Delivery delivery = new Delivery();
    private final Transactions transactions;
    private final Readings readings;
    private final Reading reading;
    private final PageWork pageWork;
    private final IngestPipeline pipeline;

    public PagesConsumer(
            Transactions transactions,
            Readings readings,
            Reading reading,
            PageWork pageWork,
            IngestPipeline pipeline) {
        this.transactions = transactions;
        this.readings = readings;
        this.reading = reading;
        this.pageWork = pageWork;
        this.pipeline = pipeline;
    }

    public Uni<Void> take(RecordOrigin origin, byte[] value) {
        PageTask task;
        try {
            task = EventJson.read(value, PageTask.class);
        } catch (IOException e) {
            return delivery.settle(() -> refuse(origin, value), fault -> refuse(origin, value));
        }
        return delivery.settle(
                () -> work(task), fault -> pipeline.fail(task.key(), fault, task.source()));
    }

    private Uni<Void> work(PageTask task) {
        return task.step() == PageTask.Step.SEND
                ? readings.send(task.key(), task.ordinals())
                : read(task);
    }

    private Uni<Void> read(PageTask task) {
        return readings.caution().inTurn(pageWork.isSuspect(task), () -> resume(task));
    }

    private Uni<Void> resume(PageTask task) {
        return readings.resume(task.key(), task.attempt())
                .chain(
                        found ->
                                found.isPresent()
                                        ? pipeline.attempt(
                                                found.get(), () -> step(found.get(), task))
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> step(Work work, PageTask task) {
        if (task.step() == PageTask.Step.CUT) {
            return cut(work, task);
        }
        return pageWork.begin(work, task)
                .chain(begun -> begun ? read(work, task) : Uni.createFrom().voidItem());
    }

    private Uni<Void> read(Work work, PageTask task) {
        return reading.pages(work.document(), task.pages())
                .chain(pages -> pageWork.write(work, task, pages))
                .onFailure(Delivery::isPassing)
                .call(() -> pageWork.pause(work, task).onFailure().recoverWithNull());
    }

    private Uni<Void> cut(Work work, PageTask task) {
        return pageWork.beginCutting(work)
                .chain(parts -> titled(work, parts).chain(title -> cut(work, task, parts, title)));
    }

    private Uni<Void> cut(Work work, PageTask task, List<Integer> parts, String title) {
        Reading.Cutting cutting = reading.cut(title);
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(first -> cutPart(work, cutting, first))
                .collect()
                .last()
                .chain(() -> write(work, cutting, cutting.finish()))
                .chain(() -> completeCut(work, cutting.written(), task));
    }

    /** A scan's first heading, where nobody gave it a title: now it is known. */
    private Uni<String> titled(Work work, List<Integer> parts) {
        DocumentRow row = work.document();
        boolean unnamed = row.title.equals(row.fileName) || row.title.equals(row.id.toString());
        return row.givenTitle != null || !unnamed || parts.isEmpty()
                ? Uni.createFrom().item(row.title)
                : pageWork.pages(work, parts.get(0))
                        .map(pages -> Reading.firstHeading(pages).orElse(row.title))
                        .call(title -> pageWork.name(work, title));
    }

    private Uni<Void> completeCut(Work work, int passages, PageTask task) {
        return readings.completeCut(work, passages, PageWork.sending(task, passages));
    }

    private Uni<Void> cutPart(Work work, Reading.Cutting cutting, int firstPage) {
        return pageWork.pages(work, firstPage)
                .chain(pages -> write(work, cutting, cutting.take(pages)));
    }

    private Uni<Void> write(Work work, Reading.Cutting cutting, Uni<List<Chunk>> cut) {
        return cut.chain(
                chunks ->
                        readings.write(work, chunks, cutting.written())
                                .invoke(() -> cutting.wrote(chunks)));
    }

    /** Nobody but this service writes to the topic, so this is somebody's mistake. */
    private Uni<Void> refuse(RecordOrigin origin, byte[] value) {
        ServiceException fault =
                new ServiceException(
                        ErrorCode.INVALID_EVENT, "The record is no step of reading a document");
        return transactions.run(
                () ->
                        new Outbox()
                                .add(
                                        DeadLetters.outgoing(
                                                origin,
                                                value,
                                                Fault.of("parse", fault),
                                                Optional.empty())));
    }
}
