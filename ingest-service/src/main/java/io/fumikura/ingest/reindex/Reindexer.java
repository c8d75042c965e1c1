package io.fumikura.ingest.reindex;

import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.IndexMismatchException;
import io.fumikura.ingest.delivery.Delivery;
import io.fumikura.ingest.index.EmbeddingServices;
import io.fumikura.ingest.store.IndexCopies;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Does what an active reindex needs, by itself, also after a crash: copies the documents its
 * collection does not have as they are, a few at a time, until there is none, and then switches. It
 * asks the database what is missing instead of remembering it, so documents that were indexed or
 * replaced since the start are found like the others. One replica works on it, as long as it renews
 * its lease; two would only do the same work twice.
 */
public final class Reindexer {
    private static final Logger LOG = Logger.getLogger(Reindexer.class);

    /** Documents looked up at once. */
    private static final int PASS = 100;

    private final UUID worker = UUID.randomUUID();
    private final Transactions transactions;
    private final EmbeddingServices services;
    private final ChunkIndex index;
    private final Copier copier;
    private final int concurrency;
    private final Switchover switchover;
    private final IndexCopies copies = new IndexCopies();
    private final Reindexes reindexes = new Reindexes();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * @param concurrency documents copied at the same time
     */
    public Reindexer(
            Transactions transactions,
            EmbeddingServices services,
            ChunkIndex index,
            Copier copier,
            int concurrency) {
        this.transactions = transactions;
        this.services = services;
        this.index = index;
        this.copier = copier;
        this.concurrency = concurrency;
        this.switchover = new Switchover(transactions, copier, index);
    }

    /** To be called every second; returns at once. */
    public void tick() {
        if (closed) {
            return;
        }
        if (busy.compareAndSet(false, true)) {
            pass();
        } else {
            claim().subscribe().with(row -> {}, failure -> {});
        }
    }

    /** No pass is begun after this. */
    public void stop() {
        closed = true;
    }

    private Uni<Optional<ReindexRow>> claim() {
        return transactions.run(() -> reindexes.claim(worker));
    }

    private void pass() {
        claim().chain(row -> row.isPresent() ? guarded(row.get()) : Uni.createFrom().item(false))
                .subscribe()
                .with(this::after, this::afterFailure);
    }

    private void after(boolean goOn) {
        if (goOn && !closed) {
            pass();
        } else {
            busy.set(false);
        }
    }

    private void afterFailure(Throwable failure) {
        LOG.debugf("the next tick tries again: %s", failure);
        busy.set(false);
    }

    /** Whether there may be more to do at once. */
    private Uni<Boolean> guarded(ReindexRow row) {
        return Uni.createFrom()
                .deferred(() -> work(row))
                .onFailure()
                .recoverWithUni(failure -> note(row, failure).replaceWith(false));
    }

    private Uni<Boolean> work(ReindexRow row) {
        return services.making(row.filled())
                .chain(
                        made -> {
                            CopyOrder order =
                                    new CopyOrder(row.filled(), row.other(), made, () -> hold(row));
                            return Uni.createFrom()
                                    .completionStage(() -> prepare(row, made))
                                    .chain(
                                            () ->
                                                    transactions.read(
                                                            () ->
                                                                    copies.missing(
                                                                            row.filled(), PASS)))
                                    .chain(missing -> copyOrFinish(row, order, missing));
                        });
    }

    private java.util.concurrent.CompletionStage<Void> prepare(
            ReindexRow row, EmbeddingServices.Made made) {
        Integer dimension = made.model().dimension();
        return index.collections()
                .prepareBeside(row.filled(), dimension == null ? row.dimension : dimension);
    }

    private Uni<Void> hold(ReindexRow row) {
        return reindexes
                .goesOn(row.id, row.state)
                .invoke(
                        goesOn -> {
                            if (!goesOn) {
                                throw new Stopped("the reindex ended");
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Boolean> copyOrFinish(ReindexRow row, CopyOrder order, List<UUID> missing) {
        if (missing.size() > concurrency) {
            return copyAll(order, missing).chain(() -> clearError(row)).replaceWith(true);
        }
        return row.state == ReindexState.RUNNING
                ? switchover.run(row, order).map(done -> !done)
                : copyAll(order, missing)
                        .chain(() -> missing.isEmpty() ? rolledBack(row) : nothing())
                        .replaceWith(!missing.isEmpty());
    }

    private Uni<Void> copyAll(CopyOrder order, List<UUID> missing) {
        return Multi.createFrom()
                .iterable(missing)
                .onItem()
                .transformToUni(id -> copier.copy(order, id))
                .merge(concurrency)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> rolledBack(ReindexRow row) {
        return change(row, now -> now.enter(ReindexState.ROLLED_BACK));
    }

    private Uni<Void> clearError(ReindexRow row) {
        return row.error == null ? nothing() : change(row, now -> now.enter(now.state));
    }

    /** Time heals it, or it needs somebody; the row says which. */
    private Uni<Void> note(ReindexRow row, Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        boolean ends =
                !Delivery.isPassing(failure)
                        && (failure instanceof ServiceException
                                || failure instanceof IndexMismatchException);
        if (ends) {
            LOG.errorf("the reindex to %s failed: %s", row.target, words);
            return change(row, now -> now.fail(words));
        }
        if (words.equals(row.error)) {
            return nothing();
        }
        LOG.warnf("the reindex to %s waits: %s", row.target, words);
        return change(row, now -> now.waitFor(words));
    }

    private Uni<Void> change(ReindexRow row, Consumer<ReindexRow> how) {
        return transactions.run(
                () ->
                        reindexes
                                .lock(row.id)
                                .invoke(
                                        found ->
                                                found.filter(now -> now.state == row.state)
                                                        .ifPresent(how))
                                .replaceWithVoid());
    }
}
