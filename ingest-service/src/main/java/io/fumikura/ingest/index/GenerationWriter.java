package io.fumikura.ingest.index;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.index.IndexedChunk;
import io.fumikura.ingest.index.ServedVectors.Fitting;
import io.fumikura.ingest.store.ChunkRow;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes points of one generation, then publishes it if it is complete. Two transactions, each of
 * which holds the document's row lock across its call to the index, so that writing, publishing,
 * deleting and replacing one document never overlap, whoever does them:
 *
 * <ol>
 *   <li>points of passages not yet written are written invisible, and the passages marked;
 *   <li>when all are marked and as many are counted in the index, the generation is published, then
 *       recorded as indexed.
 * </ol>
 *
 * <p>After a crash the vectors come again. Passages that were marked are not written again, because
 * that would hide points a reader sees; publishing again changes nothing.
 */
public final class GenerationWriter {
    private final Transactions transactions;
    private final Documents documents;
    private final Contents contents;
    private final ServedIndex served;
    private final Publication publication;
    private final StartingOver startingOver;

    public GenerationWriter(
            Transactions transactions,
            Documents documents,
            Contents contents,
            ServedIndex served,
            Publication publication) {
        this.transactions = transactions;
        this.documents = documents;
        this.contents = contents;
        this.served = served;
        this.publication = publication;
        this.startingOver = new StartingOver(contents, served);
    }

    Uni<Void> write(GenerationKey key, Fitting fitting) {
        String target = fitting.indexCompat();
        return transactions
                .run(
                        () ->
                                served.hold(target)
                                        .chain(() -> documents.lock(key.documentId()))
                                        .chain(
                                                found ->
                                                        writePoints(
                                                                found,
                                                                target,
                                                                key,
                                                                fitting.vectors())))
                .chain(
                        complete ->
                                complete
                                        ? publication.publish(target, key)
                                        : Uni.createFrom().voidItem());
    }

    /**
     * @return whether all passages of the generation are written now
     */
    private Uni<Boolean> writePoints(
            Optional<DocumentRow> found,
            String target,
            GenerationKey key,
            List<ReceivedVector> vectors) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        DocumentRow row = found.get();
        if (!row.isCurrent(key.generation())) {
            return dropStale(row, key);
        }
        Map<Integer, float[]> byOrdinal = new LinkedHashMap<>();
        vectors.forEach(vector -> byOrdinal.put(vector.ordinal(), vector.vector()));
        return startingOver
                .ifSwitched(row, key, target, byOrdinal.keySet())
                .chain(() -> contents.chunks(key, byOrdinal.keySet()))
                .map(chunks -> chunks.stream().filter(chunk -> !chunk.indexed).toList())
                .call(chunks -> upsert(row, target, chunks, byOrdinal))
                .chain(chunks -> mark(row, key, chunks));
    }

    /** What an earlier batch wrote of this generation is of no use; the visible one stays. */
    private Uni<Boolean> dropStale(DocumentRow row, GenerationKey key) {
        if (row.isIndexed(key.generation())) {
            return Uni.createFrom().item(false);
        }
        return Transactions.await(
                        () ->
                                served.index()
                                        .deleteUnpublished(row.tenant, row.id, key.generation()))
                .replaceWith(false);
    }

    private Uni<Void> upsert(
            DocumentRow row,
            String target,
            List<ChunkRow> chunks,
            Map<Integer, float[]> byOrdinal) {
        if (chunks.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        PointMaker points = PointMaker.of(row);
        List<IndexedChunk> made =
                chunks.stream()
                        .map(
                                chunk ->
                                        points.point(
                                                chunk,
                                                Objects.requireNonNull(
                                                        byOrdinal.get(chunk.ordinal))))
                        .toList();
        return Transactions.await(() -> served.index().upsertInvisible(target, made));
    }

    private Uni<Boolean> mark(DocumentRow row, GenerationKey key, List<ChunkRow> chunks) {
        chunks.forEach(chunk -> chunk.indexed = true);
        return documents
                .flush()
                .chain(() -> contents.countIndexed(key))
                .map(
                        indexed -> {
                            boolean complete = row.chunks > 0 && indexed == row.chunks;
                            if (row.chunksIndexed != indexed) {
                                row.chunksIndexed = indexed;
                                row.touch();
                            }
                            if (complete && row.state == DocumentState.EMBEDDING) {
                                row.enter(DocumentState.INDEXING);
                            }
                            return complete;
                        });
    }
}
