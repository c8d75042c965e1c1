package io.fumikura.ingest.index;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.IndexCopies;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a complete generation the one that is found, once its points were counted: the index first,
 * then the record of it, then what older generations left behind. May be repeated at any time while
 * the generation is current.
 */
public final class Publication {
    private final Transactions transactions;
    private final Documents documents;
    private final Contents contents;
    private final ServedIndex served;
    private final WrittenPoints written;
    private final IndexCopies copies = new IndexCopies();
    private final Outbox outbox = new Outbox();
    private final Function<GenerationKey, Uni<Void>> releaseOriginalsBefore;

    /**
     * @param releaseOriginalsBefore deletes the originals of older generations
     */
    public Publication(
            Transactions transactions,
            Documents documents,
            Contents contents,
            ServedIndex served,
            Function<GenerationKey, Uni<Void>> releaseOriginalsBefore) {
        this.transactions = transactions;
        this.documents = documents;
        this.contents = contents;
        this.served = served;
        this.written = new WrittenPoints(contents, served);
        this.releaseOriginalsBefore = releaseOriginalsBefore;
    }

    Uni<Void> publish(String indexCompat, GenerationKey key) {
        return transactions
                .run(
                        () ->
                                served.hold(indexCompat)
                                        .chain(() -> documents.lock(key.documentId()))
                                        .chain(found -> publish(found, indexCompat, key)))
                .chain(
                        published ->
                                published
                                        ? releaseOriginalsBefore.apply(key)
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> publish(
            Optional<DocumentRow> found, String indexCompat, GenerationKey key) {
        Optional<DocumentRow> current = found.filter(row -> row.isCurrent(key.generation()));
        if (current.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        DocumentRow row = current.get();
        if (row.isIndexed(key.generation()) && row.state == DocumentState.INDEXED) {
            return Uni.createFrom().item(true);
        }
        if (!indexCompat.equals(row.indexCompat)) {
            throw new ServiceException(
                    ErrorCode.NOT_READY,
                    "The document is being written to the index %s".formatted(row.indexCompat));
        }
        return written.areWhole(row, indexCompat, key)
                .call(whole -> whole ? show(row, indexCompat, key) : Uni.createFrom().voidItem());
    }

    private Uni<Void> show(DocumentRow row, String indexCompat, GenerationKey key) {
        return Transactions.await(
                        () ->
                                served.index()
                                        .publish(indexCompat, row.tenant, row.id, key.generation()))
                .chain(() -> record(row, indexCompat, key));
    }

    private Uni<Void> record(DocumentRow row, String indexCompat, GenerationKey key) {
        row.indexedGeneration = key.generation();
        row.enter(DocumentState.INDEXED);
        return copies.published(indexCompat, key, row.chunks)
                .chain(() -> contents.deleteBefore(key))
                .chain(() -> outbox.add(DocumentEvents.indexed(row)));
    }
}
