package io.fumikura.ingest.reconcile;

import io.fumikura.contract.ingest.FindingKind;
import io.fumikura.contract.ingest.ReconcileLine.Finding;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every original, folder by folder: whether a document has it. One that was put there lately is
 * left alone: its event may be on the way.
 */
final class BlobPass {
    private final Transactions transactions;
    private final Documents documents;
    private final BlobStore blobs;

    BlobPass(Transactions transactions, Documents documents, BlobStore blobs) {
        this.transactions = transactions;
        this.documents = documents;
        this.blobs = blobs;
    }

    Multi<Finding> run(ReconcileOptions options, Tally tally) {
        Instant longAgo = Instant.now().minus(options.stuckAfter());
        return Transactions.offLoop(blobs::folders)
                .onItem()
                .transformToMulti(folders -> Multi.createFrom().iterable(folders))
                .onItem()
                .transformToUni(
                        folder ->
                                Transactions.offLoop(() -> blobs.storedBefore(folder, longAgo))
                                        .invoke(names -> tally.blobs(names.size()))
                                        .chain(this::unused))
                .concatenate()
                .onItem()
                .transformToMulti(unused -> Multi.createFrom().iterable(unused))
                .concatenate()
                .onItem()
                .transformToUni(sha256 -> finding(sha256, options.repair()))
                .concatenate()
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private Uni<Set<String>> unused(List<String> stored) {
        return transactions
                .read(() -> documents.usedBlobs(stored))
                .map(
                        used -> {
                            Set<String> unused = new HashSet<>(stored);
                            unused.removeAll(Set.copyOf(used));
                            return unused;
                        });
    }

    /** With the content's lock, which whoever stores the same bytes takes too. */
    private Uni<Optional<Finding>> finding(String sha256, boolean repair) {
        Finding finding =
                new Finding(
                        FindingKind.BLOB_UNUSED,
                        null,
                        null,
                        sha256,
                        1,
                        "no document has this original",
                        repair);
        return transactions.run(
                () ->
                        documents
                                .lockContent(sha256)
                                .chain(() -> documents.usedBlobs(List.of(sha256)))
                                .chain(
                                        used ->
                                                !used.isEmpty()
                                                        ? Uni.createFrom().item(Optional.empty())
                                                        : remove(sha256, repair)
                                                                .replaceWith(
                                                                        Optional.of(finding))));
    }

    private Uni<Boolean> remove(String sha256, boolean repair) {
        return Transactions.block(
                () -> {
                    if (repair) {
                        blobs.remove(sha256);
                    }
                    return repair;
                });
    }
}
