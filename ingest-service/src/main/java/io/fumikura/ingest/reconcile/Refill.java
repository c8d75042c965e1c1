package io.fumikura.ingest.reconcile;

import com.google.common.collect.Lists;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.ingest.index.EmbeddingServices;
import io.fumikura.ingest.index.PointMaker;
import io.fumikura.ingest.index.ServedIndex;
import io.fumikura.ingest.store.ChunkRow;
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

/**
 * Makes the points of an indexed document what they should be: deletes those it should not have,
 * embeds and writes those that are missing, and shows those that are hidden. Points that are right
 * are not touched, so that whoever searches meanwhile finds at least what was found before.
 */
final class Refill {
    private static final int BATCH = 64;

    private final Transactions transactions;
    private final Documents documents;
    private final Contents contents;
    private final ChunkIndex index;
    private final EmbeddingServices services;
    private final ServedIndex served;
    private final IndexCopies copies = new IndexCopies();

    Refill(
            Transactions transactions,
            Documents documents,
            Contents contents,
            ChunkIndex index,
            EmbeddingServices services) {
        this.transactions = transactions;
        this.documents = documents;
        this.contents = contents;
        this.index = index;
        this.services = services;
        this.served = new ServedIndex(index);
    }

    /** One document's damage, in the collection that is searched. */
    private record Damage(String indexCompat, GenerationKey key, DocumentPoints points) {}

    /**
     * Fails with {@link ServiceException} when the document changed meanwhile or is not indexed.
     */
    Uni<Void> repair(String indexCompat, DocumentRow row, DocumentPoints points) {
        Integer generation = row.indexedGeneration;
        if (generation == null) {
            return transactions.run(
                    () ->
                            served.hold(indexCompat)
                                    .chain(() -> documents.lock(row.id))
                                    .invoke(found -> requireSame(found, row))
                                    .chain(() -> deleteExtra(indexCompat, points)));
        }
        Damage damage = new Damage(indexCompat, new GenerationKey(row.id, generation), points);
        return transactions
                .run(() -> own(damage).chain(() -> deleteExtra(indexCompat, points)))
                .chain(() -> fill(damage))
                .chain(() -> transactions.run(() -> show(damage)));
    }

    /** What was extra when it was looked at may be what is found by now. */
    private static void requireSame(Optional<DocumentRow> found, DocumentRow before) {
        boolean same =
                found.filter(row -> row.indexedGeneration == null)
                        .filter(row -> row.generation == before.generation)
                        .filter(row -> row.state == before.state)
                        .isPresent();
        if (!same) {
            throw changedMeanwhile();
        }
    }

    private static ServiceException changedMeanwhile() {
        return new ServiceException(ErrorCode.CONFLICT, "The document was changed meanwhile");
    }

    private Uni<Void> deleteExtra(String indexCompat, DocumentPoints points) {
        return Transactions.await(
                () -> index.collections().deletePoints(indexCompat, points.extra()));
    }

    private Uni<Void> fill(Damage damage) {
        List<Integer> missing = damage.points().missing();
        if (missing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return services.making(damage.indexCompat())
                .chain(
                        made ->
                                Multi.createFrom()
                                        .iterable(Lists.partition(missing, BATCH))
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                part -> fill(damage, made, part))
                                        .collect()
                                        .last()
                                        .replaceWithVoid());
    }

    private Uni<Void> fill(Damage damage, EmbeddingServices.Made made, List<Integer> ordinals) {
        return transactions
                .read(() -> contents.chunks(damage.key(), ordinals))
                .chain(
                        chunks ->
                                made.embed(chunks.stream().map(chunk -> chunk.text).toList())
                                        .chain(
                                                vectors ->
                                                        transactions.run(
                                                                () ->
                                                                        write(
                                                                                damage, chunks,
                                                                                vectors))));
    }

    private Uni<Void> write(Damage damage, List<ChunkRow> chunks, List<float[]> vectors) {
        return own(damage)
                .chain(
                        row ->
                                PointMaker.of(
                                        index,
                                        damage.indexCompat(),
                                        row,
                                        damage.key().generation()))
                .chain(
                        maker ->
                                Transactions.await(
                                        () ->
                                                index.upsertInvisible(
                                                        damage.indexCompat(),
                                                        maker.points(chunks, vectors))));
    }

    private Uni<Void> show(Damage damage) {
        return own(damage)
                .chain(
                        row ->
                                Transactions.await(
                                        () ->
                                                index.publish(
                                                        damage.indexCompat(),
                                                        row.tenant,
                                                        row.id,
                                                        damage.key().generation())))
                .chain(
                        () ->
                                copies.published(
                                        damage.indexCompat(),
                                        damage.key(),
                                        damage.points().expected()));
    }

    private Uni<DocumentRow> own(Damage damage) {
        return served.hold(damage.indexCompat())
                .chain(() -> documents.lock(damage.key().documentId()))
                .map(
                        found ->
                                found.filter(row -> row.state != DocumentState.DELETED)
                                        .filter(row -> row.isIndexed(damage.key().generation()))
                                        .orElseThrow(Refill::changedMeanwhile));
    }
}
