package io.fumikura.ingest.reindex;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.IndexedChunk;
import io.fumikura.ingest.index.PointMaker;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.IndexCopies;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Brings what searches find of a document into a collection: its passages are read from the
 * database, embedded, written invisible and published, as when it was indexed first. Part after
 * part; each notes how far it came in the transaction that writes it and holds the document's row
 * lock, so it goes on there after a crash, and a document that is replaced or deleted meanwhile is
 * left alone.
 */
public final class Copier {
    /** Passages embedded and written together. */
    private static final int BATCH = 64;

    private final Transactions transactions;
    private final Documents documents;
    private final Contents contents;
    private final ChunkIndex index;
    private final IndexCopies copies = new IndexCopies();

    public Copier(
            Transactions transactions, Documents documents, Contents contents, ChunkIndex index) {
        this.transactions = transactions;
        this.documents = documents;
        this.contents = contents;
        this.index = index;
    }

    /** What is to be done: passages {@code from} to {@code of - 1}, then making them visible. */
    private record Plan(GenerationKey key, PointMaker points, int from, int of) {}

    /**
     * Does nothing when the collection has the document as it is. Fails with {@link
     * ServiceException} when a passage is refused or the database lacks some.
     */
    public Uni<Void> copy(CopyOrder order, UUID documentId) {
        return transactions
                .run(() -> documents.lock(documentId).chain(found -> plan(order, found)))
                .chain(
                        plan ->
                                plan.isPresent()
                                        ? carryOut(order, plan.get())
                                        : Uni.createFrom().voidItem())
                .onFailure(Stopped.class)
                .recoverWithNull();
    }

    private Uni<Optional<Plan>> plan(CopyOrder order, Optional<DocumentRow> found) {
        Optional<DocumentRow> searchable = found.filter(Copier::isSearchable);
        if (searchable.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        DocumentRow row = searchable.get();
        GenerationKey key = searched(row);
        return copies.find(order.indexCompat(), row.id)
                .map(copy -> copy.filter(c -> c.generation() == key.generation()))
                .chain(
                        copy ->
                                copy.isPresent() && copy.get().published()
                                        ? Uni.createFrom().item(Optional.empty())
                                        : plan(
                                                order,
                                                row,
                                                key,
                                                copy.map(IndexCopies.Copy::written).orElse(0)));
    }

    private Uni<Optional<Plan>> plan(
            CopyOrder order, DocumentRow row, GenerationKey key, int from) {
        return contents.extent(key)
                .invoke(extent -> requireWhole(row, key, extent))
                .chain(
                        extent ->
                                PointMaker.of(index, order.other(), row, key.generation())
                                        .map(
                                                points ->
                                                        Optional.of(
                                                                new Plan(
                                                                        key,
                                                                        points,
                                                                        Math.min(
                                                                                from,
                                                                                extent.chunks()),
                                                                        extent.chunks()))));
    }

    private static void requireWhole(DocumentRow row, GenerationKey key, Contents.Extent extent) {
        if (extent.chunks() == 0 || extent.chunks() != extent.expected(row, key.generation())) {
            throw new ServiceException(
                    ErrorCode.CONFLICT,
                    "The database lacks passages of document %s: send it again or delete it"
                            .formatted(row.id));
        }
    }

    private Uni<Void> carryOut(CopyOrder order, Plan plan) {
        int left = plan.of() - plan.from();
        return Multi.createFrom()
                .range(0, (left + BATCH - 1) / BATCH)
                .onItem()
                .transformToUniAndConcatenate(
                        i -> {
                            int from = plan.from() + i * BATCH;
                            return part(order, plan, from, Math.min(plan.of(), from + BATCH));
                        })
                .collect()
                .last()
                .chain(() -> transactions.run(() -> publish(order, plan)));
    }

    private Uni<Void> part(CopyOrder order, Plan plan, int from, int to) {
        List<Integer> ordinals = IntStream.range(from, to).boxed().toList();
        return transactions
                .read(() -> contents.chunks(plan.key(), ordinals))
                .invoke(
                        chunks -> {
                            if (chunks.size() != to - from) {
                                throw new Stopped("its passages are being replaced");
                            }
                        })
                .chain(
                        chunks ->
                                order.model()
                                        .embed(chunks.stream().map(chunk -> chunk.text).toList())
                                        .chain(
                                                vectors ->
                                                        transactions.run(
                                                                () ->
                                                                        write(
                                                                                order,
                                                                                plan,
                                                                                row ->
                                                                                        plan.points()
                                                                                                .forReadersOf(
                                                                                                        row)
                                                                                                .points(
                                                                                                        chunks,
                                                                                                        vectors),
                                                                                to))));
    }

    /** The points are made under the row's lock: who may read them may have changed meanwhile. */
    private Uni<Void> write(
            CopyOrder order, Plan plan, Function<DocumentRow, List<IndexedChunk>> points, int end) {
        return own(order, plan)
                .chain(
                        row ->
                                Transactions.await(
                                        () ->
                                                index.upsertInvisible(
                                                        order.indexCompat(), points.apply(row))))
                .chain(() -> copies.written(order.indexCompat(), plan.key(), end));
    }

    private Uni<Void> publish(CopyOrder order, Plan plan) {
        return own(order, plan)
                .chain(
                        row ->
                                Transactions.await(
                                        () ->
                                                index.publish(
                                                        order.indexCompat(),
                                                        row.tenant,
                                                        row.id,
                                                        plan.key().generation())))
                .chain(() -> copies.published(order.indexCompat(), plan.key(), plan.of()));
    }

    /** Fails with {@link Stopped} when the order or the generation does not stand any more. */
    private Uni<DocumentRow> own(CopyOrder order, Plan plan) {
        return order.hold()
                .get()
                .chain(() -> documents.lock(plan.key().documentId()))
                .map(
                        found ->
                                found.filter(Copier::isSearchable)
                                        .filter(row -> row.isIndexed(plan.key().generation()))
                                        .orElseThrow(() -> new Stopped("it was replaced")));
    }

    private static boolean isSearchable(DocumentRow row) {
        return row.state != DocumentState.DELETED && row.indexedGeneration != null;
    }

    private static GenerationKey searched(DocumentRow row) {
        Integer generation = row.indexedGeneration;
        return new GenerationKey(row.id, generation == null ? 0 : generation);
    }
}
