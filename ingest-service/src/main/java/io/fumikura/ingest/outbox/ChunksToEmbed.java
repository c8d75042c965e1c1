package io.fumikura.ingest.outbox;

import com.google.common.collect.Lists;
import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.Topics;
import io.fumikura.ingest.store.ChunkRow;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.GenerationKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Passages on their way to the embedding service. */
public final class ChunksToEmbed {
    /** Passages in memory at once. */
    private static final int BATCH = 200;

    private final Contents contents = new Contents();
    private final Outbox outbox = new Outbox();

    /**
     * Sends passages of a document's newest generation. Inside a transaction that holds the row.
     */
    public Uni<Void> send(DocumentRow row, List<Integer> ordinals) {
        return Multi.createFrom()
                .iterable(Lists.partition(ordinals, BATCH))
                .onItem()
                .transformToUniAndConcatenate(part -> sendPart(row, part))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * Sends what is to be embedded so that a document gets on that got stuck: what is not in the
     * index, and when all are, one of them, so that it is published. As {@link #send} does.
     */
    public Uni<Void> sendMissing(DocumentRow row) {
        return contents.notIndexed(new GenerationKey(row.id, row.generation))
                .chain(missing -> send(row, missing.isEmpty() ? List.of(0) : missing));
    }

    private Uni<Void> sendPart(DocumentRow row, List<Integer> ordinals) {
        return contents.chunks(new GenerationKey(row.id, row.generation), ordinals)
                .call(chunks -> outbox.addAll(chunks.stream().map(c -> record(row, c)).toList()))
                .chain(contents::forget);
    }

    private static OutboxRecord record(DocumentRow row, ChunkRow chunk) {
        return OutboxRecord.of(
                Topics.CHUNKS,
                row.tenant,
                row.id,
                row.id + "/" + row.generation + "/" + chunk.ordinal,
                new ChunkToEmbed(row.id, row.generation, chunk.ordinal, row.chunks, chunk.text));
    }
}
