package io.fumikura.ingest.reconcile;

import com.google.common.collect.Lists;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.outbox.ChunksToEmbed;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.GenerationKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Sends what a stuck document waits for once more: the event that begins its reading, or the
 * passages whose vectors never came. All of it may be repeated.
 */
final class Restart {
    private static final int BATCH = 200;

    private final Contents contents;
    private final Uploads uploads;
    private final Outbox outbox = new Outbox();

    Restart(Contents contents, Uploads uploads) {
        this.contents = contents;
        this.uploads = uploads;
    }

    /** Inside a transaction that holds the row. */
    Uni<Void> restart(DocumentRow row) {
        row.touch();
        if (row.state == DocumentState.RECEIVED || row.state == DocumentState.PARSING) {
            return uploads.announceAgain(row);
        }
        GenerationKey key = new GenerationKey(row.id, row.generation);
        return contents.notIndexed(key)
                .map(waiting -> waiting.isEmpty() ? List.of(0) : waiting)
                .chain(
                        ordinals ->
                                Multi.createFrom()
                                        .iterable(Lists.partition(ordinals, BATCH))
                                        .onItem()
                                        .transformToUniAndConcatenate(part -> send(row, key, part))
                                        .collect()
                                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> send(DocumentRow row, GenerationKey key, List<Integer> ordinals) {
        return contents.chunks(key, ordinals)
                .call(chunks -> outbox.addAll(ChunksToEmbed.of(row, chunks)))
                .chain(contents::forget);
    }
}
