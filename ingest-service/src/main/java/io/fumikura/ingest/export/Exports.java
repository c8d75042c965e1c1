package io.fumikura.ingest.export;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.Original;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.ParseLimits;
import io.fumikura.ingest.picture.DrawingThreads;
import io.fumikura.ingest.store.StoredPages;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Makes documents into files of other formats: from what is stored, a few pages in memory at a
 * time, into a file that is handed over when it is whole. What fails on the way is an error then
 * and not half a file.
 */
public final class Exports {
    private static final Logger LOG = Logger.getLogger(Exports.class);
    private static final int PAGES_TOGETHER = 8;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final StoredPages stored = new StoredPages();
    private final BlobStore blobs;
    private final DrawingThreads threads;
    private final Limits limits;
    private final Semaphore free;

    /**
     * What exports may cost.
     *
     * @param document of one document
     * @param together exports made at the same time
     */
    public record Limits(ParseLimits document, int together) {}

    /** The work on pages is done on the threads. */
    public Exports(
            Transactions transactions, BlobStore blobs, DrawingThreads threads, Limits limits) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.threads = threads;
        this.limits = limits;
        this.free = new Semaphore(limits.together());
    }

    /** Fails with {@link ServiceException}. The file is to be released whatever happens to it. */
    public Uni<Exported> export(ExportOrder order) {
        if (!free.tryAcquire()) {
            return Uni.createFrom()
                    .failure(
                            ServiceException.overloaded(
                                    "Too many documents are being exported", RETRY_AFTER));
        }
        Duration time = limits.document().timeout();
        return transactions
                .read(() -> stored.counts(order.key()))
                .chain(counts -> export(order, counts))
                .ifNoItem()
                .after(time)
                .failWith(() -> late(time))
                .onTermination()
                .invoke(free::release);
    }

    private Uni<Exported> export(ExportOrder order, StoredPages.Counts counts) {
        // What was read has pages.
        if (counts.pages() == 0) {
            throw goneMeanwhile();
        }
        return isFineAsItIs(order, counts) ? original(order) : made(order, counts.pages());
    }

    /** A PDF on none of whose pages anything was recognised. */
    private static boolean isFineAsItIs(ExportOrder order, StoredPages.Counts counts) {
        return order.to() == ExportFormat.PDF
                && order.from() == Format.PDF
                && counts.recognised() == 0;
    }

    private Uni<Exported> original(ExportOrder order) {
        Lent<Original> lent = new Lent<>();
        return onThread(budget -> lent.take(open(order)))
                .map(original -> new Exported(original.file(), original::close))
                .onFailure()
                .invoke(() -> close(lent))
                .onCancellation()
                .invoke(() -> close(lent));
    }

    private Uni<Exported> made(ExportOrder order, long pages) {
        Path target = blobs.staging().scratch();
        Lent<ExportFile> lent = new Lent<>();
        return onThread(budget -> begun(order, target, lent))
                .chain(file -> filled(order, file, pages))
                .onTermination()
                .call(() -> Transactions.offLoop(() -> close(lent)))
                .map(written -> new Exported(target, () -> delete(target)))
                .onFailure()
                .invoke(() -> delete(target))
                .onCancellation()
                .invoke(() -> delete(target));
    }

    private ExportFile begun(ExportOrder order, Path target, Lent<ExportFile> lent)
            throws IOException {
        try {
            return lent.take(begun(order, target));
        } catch (IOException | RuntimeException e) {
            delete(target);
            throw e;
        }
    }

    private ExportFile begun(ExportOrder order, Path target) throws IOException {
        ParseBudget budget = new ParseBudget(limits.document());
        return switch (order.to()) {
            case MARKDOWN -> TextFile.markdown(target);
            case HTML -> TextFile.html(target, order.title());
            case JSON -> JsonFile.of(target, order);
            case PDF -> pdf(order, target, budget);
        };
    }

    private ExportFile pdf(ExportOrder order, Path target, ParseBudget budget) throws IOException {
        Original original = open(order);
        try {
            return order.from() == Format.PDF
                    ? SearchablePdf.of(original, target, budget)
                    : PicturePdf.of(original, target, order.title(), budget);
        } catch (IOException | RuntimeException e) {
            original.close();
            throw e;
        }
    }

    private Uni<ExportFile> filled(ExportOrder order, ExportFile file, long pages) {
        AtomicInteger next = new AtomicInteger(1);
        return Multi.createBy()
                .repeating()
                .uni(() -> read(order, next.getAndAdd(PAGES_TOGETHER)))
                .whilst(some -> !some.isEmpty())
                .onItem()
                .<Page>transformToIterable(some -> some)
                .onItem()
                .transformToUniAndConcatenate(page -> onThread(budget -> added(file, page)))
                .collect()
                .with(Collectors.counting())
                .invoke(written -> refuseHalf(written, pages))
                // Writing waits for the disk more than it computes, and longer than a page may
                // take.
                .chain(() -> Transactions.offLoop(() -> finished(file)));
    }

    private static void refuseHalf(long written, long pages) {
        if (written < pages) {
            throw goneMeanwhile();
        }
    }

    /** Its pages go when another version of it is published, and when it is deleted. */
    private static ServiceException goneMeanwhile() {
        return new ServiceException(
                ErrorCode.CONFLICT,
                "The document was replaced or deleted while it was being exported");
    }

    private Uni<List<Page>> read(ExportOrder order, int first) {
        PageRange range = new PageRange(first, first + PAGES_TOGETHER - 1);
        return transactions.read(() -> stored.pages(order.key(), range));
    }

    private static ExportFile added(ExportFile file, Page page) throws IOException {
        file.add(page);
        return file;
    }

    private static ExportFile finished(ExportFile file) throws IOException {
        file.finish();
        return file;
    }

    private static boolean close(Lent<?> lent) {
        try {
            lent.close();
            return true;
        } catch (IOException e) {
            LOG.warnf("what was exported could not be closed: %s", e.getMessage());
            return false;
        }
    }

    private <T> Uni<T> onThread(DrawingThreads.Work<T> work) {
        return Uni.createFrom().completionStage(() -> threads.run(work));
    }

    private Original open(ExportOrder order) throws IOException {
        return blobs.open(new BlobKey(order.tenant(), order.source().sha256()))
                .orElseThrow(
                        () ->
                                new ServiceException(
                                        ErrorCode.NO_PAGE_IMAGE,
                                        "The original of the document is no longer kept"));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Goes with what is abandoned.
            LOG.warnf("%s could not be deleted: %s", file, e.getMessage());
        }
    }

    private static ServiceException late(Duration time) {
        return new ServiceException(
                ErrorCode.DEADLINE_EXCEEDED,
                String.format(
                        Locale.ROOT,
                        "The document could not be exported within %d seconds",
                        time.toSeconds()));
    }
}
