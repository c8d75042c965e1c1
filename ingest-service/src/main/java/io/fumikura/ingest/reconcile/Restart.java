package io.fumikura.ingest.reconcile;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.outbox.ChunksToEmbed;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.GenerationKey;
import io.smallrye.mutiny.Uni;

/**
 * Sends what a stuck document waits for once more: the event that begins its reading, or the
 * passages whose vectors never came. All of it may be repeated.
 */
final class Restart {
    private final Contents contents;
    private final Uploads uploads;
    private final ChunksToEmbed chunksToEmbed = new ChunksToEmbed();

    Restart(Contents contents, Uploads uploads) {
        this.contents = contents;
        this.uploads = uploads;
    }

    /** Inside a transaction that holds the row. */
    Uni<Void> restart(DocumentRow row) {
        row.touch();
        if (row.state == DocumentState.RECEIVED || row.state == DocumentState.PARSING) {
            // Its parts' records are taken for lost, so that the event begins from nothing.
            row.reading = null;
            return contents.deleteParts(new GenerationKey(row.id, row.generation))
                    .chain(() -> uploads.announceWork(row));
        }
        return chunksToEmbed.sendMissing(row);
    }
}
