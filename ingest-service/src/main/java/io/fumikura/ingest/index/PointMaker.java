package io.fumikura.ingest.index;

import io.fumikura.index.ChunkIndex;
import io.fumikura.index.DocumentFacts;
import io.fumikura.index.DocumentRef;
import io.fumikura.index.IndexedChunk;
import io.fumikura.ingest.store.ChunkRow;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes the points of one generation: what its passages say, and what they say of the document. Who
 * may read it is the same for all generations, and the row's to say.
 */
public record PointMaker(DocumentRef document, DocumentFacts facts, List<String> groups) {

    /** Of the newest generation, which the row describes. */
    public static PointMaker of(DocumentRow row) {
        return new PointMaker(
                new DocumentRef(row.tenant, row.id),
                new DocumentFacts(row.title, List.of(row.tags), row.contentType, row.createdAt),
                List.of(row.groups));
    }

    /**
     * Of a generation that is found. The row may describe a newer one; what is said of this one is
     * then known by the collection that has it.
     */
    public static Uni<PointMaker> of(
            ChunkIndex index, String indexCompat, DocumentRow row, int generation) {
        PointMaker ofRow = of(row);
        if (row.generation == generation) {
            return Uni.createFrom().item(ofRow);
        }
        return Transactions.await(
                        () -> index.collections().facts(indexCompat, ofRow.document, generation))
                .map(
                        facts ->
                                facts.map(
                                                known ->
                                                        new PointMaker(
                                                                ofRow.document,
                                                                known,
                                                                ofRow.groups))
                                        .orElse(ofRow));
    }

    /** For the same generation, by what the row says now. */
    public PointMaker forReadersOf(DocumentRow row) {
        return new PointMaker(document, facts, List.of(row.groups));
    }

    /**
     * @param vectors of the passages, in the same order
     */
    public List<IndexedChunk> points(List<ChunkRow> chunks, List<float[]> vectors) {
        return IntStream.range(0, vectors.size())
                .mapToObj(i -> point(chunks.get(i), vectors.get(i)))
                .toList();
    }

    public IndexedChunk point(ChunkRow chunk, float[] vector) {
        return new IndexedChunk(
                document.tenant(),
                document.id(),
                chunk.generation,
                chunk.ordinal,
                chunk.page,
                chunk.firstLine,
                chunk.lastLine,
                facts.title(),
                chunk.text,
                facts.tags(),
                groups,
                facts.contentType(),
                facts.createdAt(),
                vector);
    }
}
