package io.fumikura.ingest.reindex;

import io.fumikura.contract.ingest.ReindexState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.ingest.index.EmbeddingServices;
import io.fumikura.ingest.store.IndexCopies;
import io.fumikura.ingest.store.IndexLock;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/**
 * What operators may say about the index: start, end and take back a change of the embedding model,
 * and drop a collection. Orders are noted in the database; {@link Reindexer} carries them out.
 */
public final class ReindexOrders {
    private final Transactions transactions;
    private final EmbeddingServices services;
    private final ChunkIndex index;
    private final IndexCopies copies = new IndexCopies();
    private final Reindexes reindexes = new Reindexes();

    public ReindexOrders(Transactions transactions, EmbeddingServices services, ChunkIndex index) {
        this.transactions = transactions;
        this.services = services;
        this.index = index;
    }

    /** A reindex, and how far the collection it fills is. */
    public record Standing(ReindexRow reindex, IndexCopies.Progress progress) {}

    /** A collection, and whether searches find it. */
    public record Collection(String indexCompat, boolean served) {}

    /**
     * Begins a reindex, or goes on with one that failed; one that runs already is answered as it
     * is.
     */
    public Uni<Standing> start() {
        return services.next()
                .chain(made -> transactions.run(() -> start(made)))
                .chain(this::standing);
    }

    private Uni<ReindexRow> start(EmbeddingServices.Made made) {
        String target = made.model().indexCompat();
        Integer dimension = made.model().dimension();
        if (target == null || dimension == null) {
            throw conflict("%s makes no vectors".formatted(made.model().modelId()));
        }
        return IndexLock.exclusive()
                .chain(() -> Transactions.await(() -> index.collections().served()))
                .map(served -> served.orElseThrow(() -> conflict("Nothing has been indexed yet")))
                .chain(
                        source ->
                                reindexes
                                        .latest()
                                        .chain(
                                                latest -> {
                                                    Optional<ReindexRow> active =
                                                            latest.filter(
                                                                    row -> row.state.isActive());
                                                    return active.isPresent()
                                                            ? Uni.createFrom()
                                                                    .item(
                                                                            same(
                                                                                    active.get(),
                                                                                    target))
                                                            : begin(
                                                                    source, target, dimension,
                                                                    made);
                                                }));
    }

    private static ReindexRow same(ReindexRow active, String target) {
        if (active.state == ReindexState.RUNNING && active.target.equals(target)) {
            return active;
        }
        throw conflict(
                "A reindex from %s to %s is %s"
                        .formatted(active.source, active.target, active.state.wireName()));
    }

    private Uni<ReindexRow> begin(
            String source, String target, int dimension, EmbeddingServices.Made made) {
        if (source.equals(target)) {
            throw conflict(
                    ("The index is of %s already; set ingest.reindex.embedding-url to an embedding"
                                    + " service with another model")
                            .formatted(target));
        }
        ReindexRow row = new ReindexRow();
        row.id = UUID.randomUUID();
        row.source = source;
        row.target = target;
        row.dimension = dimension;
        row.modelDigest = made.model().modelDigest();
        row.createdAt = Instant.now();
        row.enter(ReindexState.RUNNING);
        return copies.adopt(source)
                .chain(
                        () ->
                                Transactions.await(
                                        () -> index.collections().prepareBeside(target, dimension)))
                .chain(() -> reindexes.add(row))
                .replaceWith(row);
    }

    /** The last one. */
    public Uni<Standing> current() {
        return transactions
                .read(reindexes::latest)
                .map(
                        latest ->
                                latest.orElseThrow(
                                        () ->
                                                new ServiceException(
                                                        ErrorCode.NOT_FOUND,
                                                        "There was no reindex yet")))
                .chain(this::standing);
    }

    private Uni<Standing> standing(ReindexRow row) {
        return transactions
                .read(() -> copies.progress(row.filled()))
                .map(progress -> new Standing(row, progress));
    }

    /** Ends one that runs or failed before its switch, and drops what it built. */
    public Uni<Standing> cancel() {
        return onLatest(
                        row ->
                                row.state == ReindexState.RUNNING
                                        || row.state == ReindexState.FAILED,
                        "cancelled",
                        row -> {
                            row.enter(ReindexState.CANCELLED);
                            return copies.forgetIndex(row.target);
                        })
                .call(row -> dropUnwanted(row.target))
                .chain(this::standing);
    }

    /**
     * Has searches find the old collection again at once. What was indexed since the switch follows
     * by itself, from an embedding service that has the old model.
     */
    public Uni<Standing> rollBack() {
        return onLatest(
                        row -> row.state == ReindexState.SWITCHED,
                        "rolled back",
                        row ->
                                Transactions.await(() -> index.collections().dimension(row.source))
                                        .map(dimension -> present(row, dimension))
                                        .chain(
                                                dimension ->
                                                        Transactions.await(
                                                                () ->
                                                                        index.collections()
                                                                                .prepareBeside(
                                                                                        row.source,
                                                                                        dimension)))
                                        .chain(
                                                () ->
                                                        Transactions.await(
                                                                () ->
                                                                        index.collections()
                                                                                .switchAlias(
                                                                                        row.target,
                                                                                        row.source)))
                                        .invoke(() -> row.enter(ReindexState.ROLLING_BACK)))
                .chain(this::standing);
    }

    private static int present(ReindexRow row, OptionalInt dimension) {
        return dimension.orElseThrow(
                () -> conflict("The collection of %s was dropped".formatted(row.source)));
    }

    private Uni<ReindexRow> onLatest(
            java.util.function.Predicate<ReindexRow> fits,
            String what,
            Function<ReindexRow, Uni<Void>> change) {
        return transactions.run(
                () ->
                        IndexLock.exclusive()
                                .chain(reindexes::latestId)
                                .chain(
                                        id ->
                                                id.isPresent()
                                                        ? reindexes.lock(id.get())
                                                        : Uni.createFrom()
                                                                .item(Optional.<ReindexRow>empty()))
                                .map(
                                        latest ->
                                                latest.filter(fits)
                                                        .orElseThrow(() -> refusal(latest, what)))
                                .call(change::apply));
    }

    private static ServiceException refusal(Optional<ReindexRow> latest, String what) {
        return conflict(
                latest.map(row -> "The last reindex is %s".formatted(row.state.wireName()))
                                .orElse("There was no reindex yet")
                        + " and cannot be "
                        + what);
    }

    public Uni<List<Collection>> collections() {
        return Uni.createFrom()
                .completionStage(() -> index.collections().served())
                .chain(
                        served ->
                                Uni.createFrom()
                                        .completionStage(() -> index.collections().all())
                                        .map(
                                                all ->
                                                        all.stream()
                                                                .map(
                                                                        name ->
                                                                                new Collection(
                                                                                        name,
                                                                                        served
                                                                                                .equals(
                                                                                                        Optional
                                                                                                                .of(
                                                                                                                        name))))
                                                                .toList()));
    }

    /** Deletes a collection that is not searched and that no reindex needs. */
    public Uni<Void> drop(String indexCompat) {
        return transactions
                .run(
                        () ->
                                IndexLock.exclusive()
                                        .chain(() -> requireUnwanted(indexCompat))
                                        .chain(() -> copies.forgetIndex(indexCompat)))
                .chain(() -> dropUnwanted(indexCompat));
    }

    /** What it has is forgotten by now: a crash leaves a collection that nobody counts on. */
    private Uni<Void> dropUnwanted(String indexCompat) {
        return transactions.run(
                () ->
                        IndexLock.exclusive()
                                .chain(() -> requireUnwanted(indexCompat))
                                .chain(
                                        () ->
                                                Transactions.await(
                                                        () ->
                                                                index.collections()
                                                                        .drop(indexCompat))));
    }

    private Uni<Void> requireUnwanted(String indexCompat) {
        return reindexes
                .isWanted(indexCompat)
                .chain(
                        wanted ->
                                Transactions.await(() -> index.collections().served())
                                        .invoke(
                                                served -> {
                                                    if (wanted
                                                            || served.equals(
                                                                    Optional.of(indexCompat))) {
                                                        throw conflict(
                                                                "The collection of %s is in use"
                                                                        .formatted(indexCompat));
                                                    }
                                                }))
                .replaceWithVoid();
    }

    private static ServiceException conflict(String detail) {
        return new ServiceException(ErrorCode.CONFLICT, detail);
    }
}
