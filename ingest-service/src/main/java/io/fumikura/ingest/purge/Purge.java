package io.fumikura.ingest.purge;

import io.fumikura.ingest.intake.IdempotencyKeys;
import io.fumikura.ingest.intake.UnusedBlobs;
import io.fumikura.ingest.store.Chore;
import io.fumikura.ingest.store.Inbox;
import io.fumikura.ingest.store.Tombstones;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Deletes what is old, in transactions of a bounded size that lock only what they delete. One
 * replica does it at a time; should two, they share it. What was sent from the outbox is deleted
 * when it is sent, and dead letters stay until somebody acts.
 *
 * <p>An event that comes again after it was forgotten does no harm: it lies before its partition's
 * mark, see {@link Inbox}.
 */
public final class Purge {
    private static final Logger LOG = Logger.getLogger(Purge.class);
    private static final String NAME = "purge";
    private static final int BATCH = 1_000;

    /** Each run looks at one part of the originals, those that begin with the same digit. */
    private static final int PARTS = 16;

    private final Transactions transactions;
    private final UnusedBlobs blobs;
    private final Retention retention;
    private final Inbox inbox = new Inbox();
    private final IdempotencyKeys keys = new IdempotencyKeys();
    private final Tombstones tombstones = new Tombstones();
    private final Chore chore;

    public Purge(Transactions transactions, UnusedBlobs blobs, Retention retention) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.retention = retention;
        this.chore = new Chore(transactions, NAME, retention.every(), () -> run(Instant.now()));
    }

    /** Begins when it is due and nobody else has. Returns at once. */
    public void tick() {
        chore.tick();
    }

    /** Whether it was due, and this caller's; it is done then. */
    public Uni<Boolean> runIfDue() {
        return chore.runIfDue();
    }

    /** Deletes what is old at this instant. */
    public Uni<Purged> run(Instant now) {
        return batches(inbox::forgetBefore, now.minus(retention.events()))
                .chain(
                        events ->
                                batches(keys::forgetBefore, now.minus(retention.idempotencyKeys()))
                                        .chain(uploads -> rest(now, events, uploads)))
                .invoke(Purge::log);
    }

    private Uni<Purged> rest(Instant now, int events, int uploads) {
        return batches(tombstones::forgetBefore, now.minus(retention.deletedDocuments()))
                .chain(
                        documents ->
                                unusedBlobs(now)
                                        .map(
                                                originals ->
                                                        new Purged(
                                                                events, uploads, documents,
                                                                originals)));
    }

    private Uni<Integer> batches(
            BiFunction<Instant, Integer, Uni<Integer>> forget, Instant before) {
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.run(() -> forget.apply(before, BATCH)))
                .whilst(count -> count == BATCH)
                .collect()
                .with(Collectors.summingInt(count -> count));
    }

    private Uni<Integer> unusedBlobs(Instant now) {
        long part = Math.floorMod(now.toEpochMilli() / millis(retention.every()), (long) PARTS);
        String digit = Long.toHexString(part);
        return blobs.removeAbandoned()
                .chain(blobs::folders)
                .onItem()
                .transformToMulti(folders -> Multi.createFrom().iterable(folders))
                .filter(folder -> folder.prefix().startsWith(digit))
                .onItem()
                .transformToUniAndConcatenate(
                        folder -> blobs.in(folder, now.minus(retention.unusedBlobs())))
                .onItem()
                .transformToMultiAndConcatenate(
                        found -> Multi.createFrom().iterable(found.unused()))
                .onItem()
                .transformToUniAndConcatenate(content -> blobs.confirm(content, true))
                .filter(removed -> removed)
                .collect()
                .with(Collectors.summingInt(removed -> 1));
    }

    private static long millis(Duration every) {
        return Math.max(1, every.toMillis());
    }

    private static void log(Purged purged) {
        if (!purged.isNothing()) {
            LOG.infof("purged: %s", purged);
        }
    }
}
