package io.fumikura.ingest.intake;

import io.fumikura.ingest.blob.BlobFolder;
import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.UnknownBlobs;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Originals that no document has: what a crash between keeping and committing leaves. Those put
 * there lately are left alone, because their event may be on the way.
 */
public final class UnusedBlobs {
    private final Transactions transactions;
    private final Documents documents;
    private final BlobStore blobs;

    public UnusedBlobs(Transactions transactions, Documents documents, BlobStore blobs) {
        this.transactions = transactions;
        this.documents = documents;
        this.blobs = blobs;
    }

    /**
     * What a folder of the store holds.
     *
     * @param seen how many originals were looked at
     * @param unused those that nobody has
     */
    public record Folder(int seen, List<BlobKey> unused) {}

    public Uni<List<BlobFolder>> folders() {
        return Transactions.offLoop(blobs::folders);
    }

    /** What is in the store and was not put there by it. */
    public Uni<List<UnknownBlobs>> unknown() {
        return Transactions.offLoop(blobs::unknown);
    }

    /** What never came to be an original, because its process died. */
    public Uni<Void> removeAbandoned() {
        return Transactions.offLoop(
                        () -> {
                            blobs.staging().removeAbandoned();
                            return true;
                        })
                .replaceWithVoid();
    }

    public Uni<Folder> in(BlobFolder folder, Instant putBefore) {
        return Transactions.offLoop(() -> blobs.storedBefore(folder, putBefore))
                .chain(
                        stored ->
                                transactions
                                        .read(
                                                () ->
                                                        documents.usedBlobs(
                                                                folder.tenant(), sums(stored)))
                                        .map(
                                                used ->
                                                        new Folder(
                                                                stored.size(),
                                                                without(stored, used))));
    }

    private static List<String> sums(List<BlobKey> stored) {
        return stored.stream().map(BlobKey::sha256).toList();
    }

    private static List<BlobKey> without(List<BlobKey> stored, List<String> used) {
        Set<String> known = new HashSet<>(used);
        return stored.stream().filter(key -> !known.contains(key.sha256())).toList();
    }

    /**
     * Looks again with the content's lock, which whoever stores the same bytes takes too.
     *
     * @return whether nobody has it
     */
    public Uni<Boolean> confirm(BlobKey content, boolean remove) {
        return transactions.run(
                () ->
                        documents
                                .lockContent(content)
                                .chain(
                                        () ->
                                                documents.usedBlobs(
                                                        content.tenant(),
                                                        List.of(content.sha256())))
                                .chain(
                                        used ->
                                                used.isEmpty()
                                                        ? remove(content, remove)
                                                        : Uni.createFrom().item(false)));
    }

    private Uni<Boolean> remove(BlobKey content, boolean remove) {
        return Transactions.block(
                () -> {
                    if (remove) {
                        blobs.remove(content);
                    }
                    return true;
                });
    }
}
