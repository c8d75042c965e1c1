package io.fumikura.ingest.intake;

import io.fumikura.contract.event.Topics;
import io.fumikura.ingest.intake.Readings.Work;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.outbox.OutboxRecord;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.PageParts;
import io.fumikura.ingest.store.ReadBy;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * What the steps of reading a long document write, each in a transaction of its own: the parts that
 * are to be read, a part that was read, and, when it was the last, that they are to be cut and then
 * sent. A step that is done once more changes nothing.
 */
public final class PageWork {
    /** Passages that are sent in one transaction: a second's work. */
    private static final int SENT_TOGETHER = 2048;

    private final Transactions transactions;
    private final Readings readings;
    private final PageParts parts = new PageParts();
    private final Contents contents;
    private final Outbox outbox;

    public PageWork(
            Transactions transactions, Readings readings, Contents contents, Outbox outbox) {
        this.transactions = transactions;
        this.readings = readings;
        this.contents = contents;
        this.outbox = outbox;
    }

    /** Fails with {@link Readings.Overtaken}, as every step does. */
    Uni<Void> split(Work work, String title, List<PageRange> ranges, SourceRecord source) {
        List<OutboxRecord> tasks =
                ranges.stream().map(range -> task(PageTask.read(work, range, source))).toList();
        return transactions.run(
                () ->
                        readings.own(work)
                                .invoke(
                                        row -> {
                                            row.title = title.isEmpty() ? row.title : title;
                                            row.pagesTotal = ranges.get(ranges.size() - 1).last();
                                            row.readBy.end();
                                        })
                                .chain(() -> parts.plan(work.key(), ranges))
                                .chain(() -> outbox.addAll(tasks)));
    }

    /** Each part has a key of its own, so that the replicas share them. */
    private static OutboxRecord task(PageTask task) {
        String key = task.documentId() + "/" + task.first();
        return OutboxRecord.of(
                        Topics.PAGES,
                        task.source().origin().tenant(),
                        task.documentId(),
                        task.attempt() + "/" + task.step() + "/" + task.first(),
                        task)
                .withKey(key);
    }

    /** Whether reading these pages, or cutting the document, did not end the last time. */
    Uni<Boolean> isSuspect(PageTask task) {
        return task.step() == PageTask.Step.CUT
                ? readings.isSuspect(task.key())
                : transactions
                        .read(() -> parts.readBy(task.key(), task.pages()))
                        .map(found -> found.filter(readings.caution()::suspects).isPresent());
    }

    /** Whether the pages are still to be read, which has begun then. */
    Uni<Boolean> begin(Work work, PageTask task) {
        return transactions.run(
                () ->
                        readings.own(work)
                                .chain(() -> parts.readBy(work.key(), task.pages()))
                                .map(found -> begin(found, task)));
    }

    private boolean begin(Optional<ReadBy> found, PageTask task) {
        String what = "Pages %d to %d of the document".formatted(task.first(), task.last());
        found.ifPresent(mark -> readings.caution().begin(mark, task.documentId(), what));
        return found.isPresent();
    }

    /** What the pages wait for is none of their doing. */
    Uni<Void> pause(Work work, PageTask task) {
        return transactions.run(
                () ->
                        readings.own(work)
                                .chain(() -> parts.readBy(work.key(), task.pages()))
                                .invoke(found -> found.ifPresent(ReadBy::pause))
                                .replaceWithVoid());
    }

    Uni<Void> write(Work work, PageTask task, List<Page> pages) {
        return transactions.run(
                () ->
                        readings.own(work)
                                .chain(
                                        row ->
                                                parts.keep(work.key(), task.pages(), pages)
                                                        .chain(
                                                                isNew ->
                                                                        isNew
                                                                                ? count(
                                                                                        work, row,
                                                                                        task, pages)
                                                                                : Uni.createFrom()
                                                                                        .voidItem())));
    }

    private Uni<Void> count(Work work, DocumentRow row, PageTask task, List<Page> pages) {
        row.add(pages);
        row.goOn();
        return contents.add(work.key(), pages, List.of(), row.chunks)
                .chain(() -> parts.left(work.key()))
                .chain(
                        left ->
                                left == 0
                                        ? outbox.add(task(task.cutting()))
                                        : Uni.createFrom().voidItem());
    }

    static List<OutboxRecord> sending(PageTask cut, int passages) {
        return cut.sending(passages, SENT_TOGETHER).stream().map(PageWork::task).toList();
    }

    /**
     * Cutting begins from nothing, whatever an earlier try has written.
     *
     * @return the first pages of the parts, in order
     */
    Uni<List<Integer>> beginCutting(Work work) {
        return transactions.run(
                () ->
                        readings.own(work)
                                .invoke(this::cuttingBegins)
                                .chain(() -> contents.deleteChunks(work.key()))
                                .chain(() -> parts.firstPages(work.key())));
    }

    private void cuttingBegins(DocumentRow row) {
        readings.caution().begin(row.readBy, row.id, "The document");
        row.chunks = 0;
    }

    /** What a document calls itself is known only now. */
    Uni<Void> name(Work work, String title) {
        return transactions.run(
                () -> readings.own(work).invoke(row -> row.title = title).replaceWithVoid());
    }

    Uni<List<Page>> pages(Work work, int firstPage) {
        return transactions.run(() -> parts.pages(work.key(), firstPage));
    }
}
