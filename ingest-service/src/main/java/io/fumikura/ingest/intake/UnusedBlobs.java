package io.fumikura.ingest.intake;

import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
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
     * @param unused those that nobody has, by their sums
     */
    public record Folder(int seen, List<String> unused) {}

    public Uni<List<String>> folders() {
        return Transactions.offLoop(blobs::folders);
    }

    public Uni<Folder> in(String folder, Instant putBefore) {
        return Transactions.offLoop(() -> blobs.storedBefore(folder, putBefore))
                .chain(
                        stored ->
                                transactions
                                        .read(() -> documents.usedBlobs(stored))
                                        .map(
                                                used ->
                                                        new Folder(
                                                                stored.size(),
                                                                without(stored, used))));
    }

    private static List<String> without(List<String> stored, List<String> used) {
        Set<String> unused = new HashSet<>(stored);
        used.forEach(unused::remove);
        return new ArrayList<>(unused);
    }

    /**
     * Looks again with the content's lock, which whoever stores the same bytes takes too.
     *
     * @return whether nobody has it
     */
    public Uni<Boolean> confirm(String sha256, boolean remove) {
        return transactions.run(
                () ->
                        documents
                                .lockContent(sha256)
                                .chain(() -> documents.usedBlobs(List.of(sha256)))
                                .chain(
                                        used ->
                                                used.isEmpty()
                                                        ? remove(sha256, remove)
                                                        : Uni.createFrom().item(false)));
    }

    private Uni<Boolean> remove(String sha256, boolean remove) {
        return Transactions.block(
                () -> {
                    if (remove) {
                        blobs.remove(sha256);
                    }
                    return true;
                });
    }
}
