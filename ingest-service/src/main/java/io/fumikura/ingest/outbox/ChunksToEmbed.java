package io.fumikura.ingest.outbox;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.Topics;
import io.fumikura.ingest.store.ChunkRow;
import io.fumikura.ingest.store.DocumentRow;
import java.util.List;

/** Passages on their way to the embedding service. */
public final class ChunksToEmbed {
    private ChunksToEmbed() {}

    public static List<OutboxRecord> of(DocumentRow row, List<ChunkRow> chunks) {
        return chunks.stream().map(chunk -> of(row, chunk)).toList();
    }

    private static OutboxRecord of(DocumentRow row, ChunkRow chunk) {
        return OutboxRecord.of(
                Topics.CHUNKS,
                row.tenant,
                row.id,
                row.id + "/" + row.generation + "/" + chunk.ordinal,
                new ChunkToEmbed(row.id, row.generation, chunk.ordinal, row.chunks, chunk.text));
    }
}
