package io.fumikura.ingest.intake;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.index.ChunkIndex;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.IndexCopies;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes a deleted document out of index, database and blob store; its tombstone stays, without what
 * was said of the document. Interrupted anywhere, it starts again from the beginning.
 */
public final class Removal {
    private final Transactions transactions;
    private final Documents documents;
    private final Contents contents;
    private final ChunkIndex index;
    private final Outbox outbox;
    private final BlobCleanup cleanup;
    private final IndexCopies copies = new IndexCopies();

    /** The index and the three places the database keeps things in belong together here. */
    public Removal(
            Transactions transactions,
            Documents documents,
            Contents contents,
            ChunkIndex index,
            BlobCleanup cleanup) {
        this.transactions = transactions;
        this.documents = documents;
        this.contents = contents;
        this.index = index;
        this.cleanup = cleanup;
        this.outbox = new Outbox();
    }

    /** Does nothing when the document lives again, or is gone already. */
    public Uni<Void> remove(GenerationKey key) {
        GenerationKey after = new GenerationKey(key.documentId(), key.generation() + 1);
        return transactions
                .run(
                        () ->
                                pending(key)
                                        .chain(
                                                row ->
                                                        row.isPresent()
                                                                ? removeContent(row.get(), after)
                                                                : Uni.createFrom().item(false)))
                .chain(
                        removed ->
                                removed
                                        ? cleanup.releaseBefore(after)
                                                .chain(() -> transactions.run(() -> finish(key)))
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Optional<DocumentRow>> pending(GenerationKey key) {
        return documents
                .lock(key.documentId())
                .map(
                        found ->
                                found.filter(
                                        row ->
                                                row.state == DocumentState.DELETED
                                                        && row.generation == key.generation()
                                                        && row.removedAt == null));
    }

    private Uni<Boolean> removeContent(DocumentRow row, GenerationKey after) {
        return Transactions.await(() -> index.deleteDocument(row.tenant, row.id))
                .chain(() -> contents.deleteBefore(after))
                .chain(() -> copies.forgetDocument(row.id))
                .replaceWith(true);
    }

    private Uni<Void> finish(GenerationKey key) {
        return pending(key)
                .chain(
                        found -> {
                            if (found.isEmpty()) {
                                return Uni.createFrom().voidItem();
                            }
                            DocumentRow row = found.get();
                            row.removedAt = Instant.now();
                            row.indexedGeneration = null;
                            row.forgetDescription();
                            row.touch();
                            return outbox.add(DocumentEvents.deleted(row));
                        });
    }
}
