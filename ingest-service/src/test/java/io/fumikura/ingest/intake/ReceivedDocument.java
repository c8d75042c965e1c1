package io.fumikura.ingest.intake;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;

/** A document that has come in and that nobody reads yet. */
final class ReceivedDocument {
    private ReceivedDocument() {}

    static Uni<GenerationKey> in(Transactions transactions, Documents documents) {
        DocumentRow row =
                Generations.unborn(
                        new Generations.Origin(
                                Topics.DEFAULT_TENANT, UUID.randomUUID(), "test", Instant.now()));
        row.generation = 1;
        row.enter(DocumentState.RECEIVED);
        return transactions
                .run(() -> documents.persistAndFlush(row))
                .replaceWith(new GenerationKey(row.id, 1));
    }
}
