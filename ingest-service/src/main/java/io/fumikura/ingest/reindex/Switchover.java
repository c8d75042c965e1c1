package io.fumikura.ingest.reindex;

import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.index.ChunkIndex;
import io.fumikura.ingest.store.IndexCopies;
import io.fumikura.ingest.store.IndexLock;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The moment in which searches begin to find the new collection. Nobody publishes meanwhile, so the
 * last few documents are copied and the new collection is then as complete as the old one; the
 * alias is changed in one step, and after a crash right then the next attempt finds it changed.
 */
final class Switchover {
    private static final Logger LOG = Logger.getLogger(Switchover.class);

    /** Documents that are copied while publications wait; with more it is too early. */
    private static final int FEW = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final Copier copier;
    private final ChunkIndex index;
    private final IndexCopies copies = new IndexCopies();
    private final Reindexes reindexes = new Reindexes();

    Switchover(Transactions transactions, Copier copier, ChunkIndex index) {
        this.transactions = transactions;
        this.copier = copier;
        this.index = index;
    }

    /** False when it is too early: too much was indexed meanwhile. */
    Uni<Boolean> run(ReindexRow reindex, CopyOrder order) {
        return transactions.run(
                () ->
                        IndexLock.exclusive()
                                .chain(() -> copies.missing(reindex.target, FEW + 1))
                                .chain(
                                        missing ->
                                                missing.size() > FEW
                                                        ? Uni.createFrom().item(false)
                                                        : finish(reindex, order, missing)));
    }

    private Uni<Boolean> finish(ReindexRow reindex, CopyOrder order, List<UUID> missing) {
        if (missing.isEmpty()) {
            return requireWhole(reindex);
        }
        return Transactions.await(
                        () ->
                                Multi.createFrom()
                                        .iterable(missing)
                                        .onItem()
                                        .transformToUniAndConcatenate(id -> copier.copy(order, id))
                                        .collect()
                                        .last()
                                        .ifNoItem()
                                        .after(PATIENCE)
                                        .fail()
                                        .subscribeAsCompletionStage())
                .chain(() -> copies.missing(reindex.target, 1))
                .chain(
                        still ->
                                still.isEmpty()
                                        ? requireWhole(reindex)
                                        : Uni.createFrom().item(false));
    }

    /** Counts once more what is really there, before anybody relies on it. */
    private Uni<Boolean> requireWhole(ReindexRow reindex) {
        return reindexes
                .lock(reindex.id)
                .map(found -> found.filter(row -> row.state == ReindexState.RUNNING))
                .chain(
                        found ->
                                found.isPresent()
                                        ? switchIfWhole(found.get())
                                        : Uni.createFrom().item(false));
    }

    /**
     * Removals take no part in the lock and go on meanwhile. A document that is being removed may
     * have its passages still, or no more: in the old collection and in the new, and when it is
     * removed, it is from both. So the count is between what there is with such documents, before,
     * and what there is without them, after; where none is deleted these are the same.
     */
    private Uni<Boolean> switchIfWhole(ReindexRow row) {
        return copies.passagesAtMost(row.target)
                .chain(
                        most ->
                                Transactions.await(
                                                () -> index.collections().countVisible(row.target))
                                        .chain(
                                                visible ->
                                                        visible.equals(most)
                                                                ? switchAlias(row)
                                                                : switchIfEnough(
                                                                        row, visible, most)));
    }

    private Uni<Boolean> switchIfEnough(ReindexRow row, long visible, long most) {
        return copies.passagesAtLeast(row.target)
                .chain(
                        least ->
                                least <= visible && visible <= most
                                        ? switchAlias(row)
                                        : fail(row, visible, least));
    }

    private static Uni<Boolean> fail(ReindexRow row, long visible, long expected) {
        row.fail(
                ("The new collection has %d passages and should have %d; drop it (DELETE"
                                + " /v1/indexes/%s) and start again")
                        .formatted(visible, expected, row.target));
        return Uni.createFrom().item(true);
    }

    private Uni<Boolean> switchAlias(ReindexRow row) {
        return Transactions.await(() -> index.collections().switchAlias(row.source, row.target))
                .invoke(() -> switched(row))
                .replaceWith(true);
    }

    private static void switched(ReindexRow row) {
        row.enter(ReindexState.SWITCHED);
        row.switchedAt = Instant.now();
        LOG.infof("searches find chunks-%s now, and not chunks-%s", row.target, row.source);
    }
}
