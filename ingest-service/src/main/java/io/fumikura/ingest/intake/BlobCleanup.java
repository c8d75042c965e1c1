package io.fumikura.ingest.intake;

import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Deletes originals that no generation of any document uses any more. Holds the content's lock
 * while it looks and deletes, so an upload of the same bytes comes wholly before or after.
 */
public final class BlobCleanup {
    private final Transactions transactions;
    private final Documents documents;
    private final BlobStore blobs;

    public BlobCleanup(Transactions transactions, Documents documents, BlobStore blobs) {
        this.transactions = transactions;
        this.documents = documents;
        this.blobs = blobs;
    }

    /** Releases the originals of generations before this one. May be repeated. */
    public Uni<Void> releaseBefore(GenerationKey key) {
        return transactions
                .read(() -> documents.blobsBefore(key))
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(content -> release(key, content))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> release(GenerationKey key, BlobKey content) {
        return transactions.run(
                () ->
                        documents
                                .lockContent(content)
                                .chain(() -> documents.releaseBlob(key, content))
                                .call(
                                        unused ->
                                                unused
                                                        ? Transactions.block(() -> remove(content))
                                                        : Uni.createFrom().voidItem()));
    }

    private boolean remove(BlobKey content) throws java.io.IOException {
        blobs.remove(content);
        return true;
    }
}
