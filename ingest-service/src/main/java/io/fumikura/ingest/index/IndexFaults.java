package io.fumikura.ingest.index;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.Fault;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Gives vectors up: a dead letter each, and their document failed if it waits for them. */
public final class IndexFaults {
    private static final String STAGE = "index";

    private final Transactions transactions;
    private final Documents documents;
    private final Outbox outbox;

    public IndexFaults(Transactions transactions, Documents documents, Outbox outbox) {
        this.transactions = transactions;
        this.documents = documents;
        this.outbox = outbox;
    }

    Uni<Void> giveUp(
            List<VectorRecord> records, Optional<GenerationKey> key, ServiceException fault) {
        return transactions.run(
                () ->
                        outbox.addAll(
                                        records.size(),
                                        i ->
                                                DeadLetters.outgoing(
                                                        records.get(i).origin(),
                                                        records.get(i).value(),
                                                        Fault.of(STAGE, fault),
                                                        key.map(GenerationKey::documentId)))
                                .chain(() -> failDocument(key, fault)));
    }

    private Uni<Void> failDocument(Optional<GenerationKey> key, ServiceException fault) {
        if (key.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return documents
                .lock(key.get().documentId())
                .chain(
                        found -> {
                            Optional<DocumentRow> waiting =
                                    found.filter(
                                            row ->
                                                    row.isCurrent(key.get().generation())
                                                            && !row.state.isFinal());
                            if (waiting.isEmpty()) {
                                return Uni.createFrom().voidItem();
                            }
                            waiting.get().fail(fault.code(), fault.detail());
                            return outbox.add(DocumentEvents.failed(waiting.get()));
                        });
    }
}
