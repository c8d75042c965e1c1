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

    /**
     * Removes the generations up to the one that was deleted. If the document lives again, those
     * after it stay, and the tombstone's part is not done; what searches find of it is never one
     * that was deleted, because a new life begins with none. May come late and repeatedly.
     *
     * @param key the generation that was deleted, 0 for none
     */
    public Uni<Void> remove(GenerationKey key) {
        GenerationKey after = new GenerationKey(key.documentId(), key.generation() + 1);
        return transactions
                .run(
                        () ->
                                documents
                                        .lock(key.documentId())
                                        .chain(
                                                found ->
                                                        found.isPresent()
                                                                ? removeContent(
                                                                        found.get(), key, after)
                                                                : Uni.createFrom().item(false)))
                .chain(
                        removed ->
                                removed
                                        ? cleanup.releaseBefore(after)
                                                .chain(() -> transactions.run(() -> finish(key)))
                                        : Uni.createFrom().voidItem());
    }

    private static boolean isPending(DocumentRow row, GenerationKey key) {
        return row.state == DocumentState.DELETED
                && row.generation == key.generation()
                && row.removedAt == null;
    }

    private static boolean livesAgain(DocumentRow row, GenerationKey key) {
        return key.generation() > 0
                && row.generation > key.generation()
                && row.state != DocumentState.DELETED;
    }

    private Uni<Boolean> removeContent(DocumentRow row, GenerationKey key, GenerationKey after) {
        if (isPending(row, key)) {
            return Transactions.await(() -> index.deleteDocument(row.tenant, row.id))
                    .chain(() -> contents.deleteBefore(after))
                    .chain(() -> copies.forgetDocument(row.id))
                    .replaceWith(true);
        }
        if (livesAgain(row, key)) {
            return Transactions.await(
                            () -> index.deleteBefore(row.tenant, row.id, after.generation()))
                    .chain(() -> contents.deleteBefore(after))
                    .chain(() -> copies.forgetBefore(after))
                    .replaceWith(true);
        }
        return Uni.createFrom().item(false);
    }

    private Uni<Void> finish(GenerationKey key) {
        return documents
                .lock(key.documentId())
                .map(found -> found.filter(row -> isPending(row, key)))
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
