package io.fumikura.ingest.index;

import io.fumikura.index.DocumentFacts;
import io.fumikura.index.DocumentRef;
import io.fumikura.index.IndexedChunk;
import io.fumikura.ingest.store.ChunkRow;
import io.fumikura.ingest.store.DocumentRow;
import java.util.List;

/** Makes the points of one generation: what its passages say, and what they say of the document. */
public record PointMaker(DocumentRef document, DocumentFacts facts) {

    /** Of the newest generation, which the row describes. */
    public static PointMaker of(DocumentRow row) {
        return new PointMaker(
                new DocumentRef(row.tenant, row.id),
                new DocumentFacts(row.title, List.of(row.tags), row.contentType, row.createdAt));
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
                facts.contentType(),
                facts.createdAt(),
                vector);
    }
}
