package io.fumikura.ingest.reconcile;

import io.fumikura.contract.ingest.FindingKind;
import io.fumikura.contract.ingest.ReconcileLine.Finding;
import io.fumikura.ingest.intake.UnusedBlobs;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Every original, folder by folder: whether a document has it. */
final class BlobPass {
    private final UnusedBlobs blobs;

    BlobPass(UnusedBlobs blobs) {
        this.blobs = blobs;
    }

    Multi<Finding> run(ReconcileOptions options, Tally tally) {
        Instant longAgo = Instant.now().minus(options.stuckAfter());
        return blobs.folders()
                .onItem()
                .transformToMulti(folders -> Multi.createFrom().iterable(folders))
                .onItem()
                .transformToUni(
                        folder ->
                                blobs.in(folder, longAgo)
                                        .invoke(found -> tally.blobs(found.seen())))
                .concatenate()
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found.unused()))
                .concatenate()
                .onItem()
                .transformToUni(sha256 -> finding(sha256, options.repair()))
                .concatenate()
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

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
        return blobs.confirm(sha256, repair)
                .map(unused -> unused ? Optional.of(finding) : Optional.empty());
    }
}
