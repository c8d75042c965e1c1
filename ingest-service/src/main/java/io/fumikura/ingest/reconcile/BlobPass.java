package io.fumikura.ingest.reconcile;

import io.fumikura.contract.ingest.FindingKind;
import io.fumikura.contract.ingest.ReconcileLine.Finding;
import io.fumikura.ingest.blob.BlobKey;
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
        return Multi.createBy().concatenating().streams(unused(options, tally), unknown());
    }

    /** Nobody's to remove but the operator's: it may be anything. */
    private Multi<Finding> unknown() {
        return blobs.unknown()
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .map(
                        found ->
                                new Finding(
                                        FindingKind.BLOB_UNKNOWN,
                                        null,
                                        null,
                                        null,
                                        found.count(),
                                        "%s holds what this store did not put there, for example %s"
                                                .formatted(found.place(), found.example()),
                                        false));
    }

    private Multi<Finding> unused(ReconcileOptions options, Tally tally) {
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
                .transformToUni(content -> finding(content, options.repair()))
                .concatenate()
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private Uni<Optional<Finding>> finding(BlobKey content, boolean repair) {
        Finding finding =
                new Finding(
                        FindingKind.BLOB_UNUSED,
                        null,
                        null,
                        content.sha256(),
                        1,
                        "no document of the tenant %s has this original"
                                .formatted(content.tenant()),
                        repair);
        return blobs.confirm(content, repair)
                .map(unused -> unused ? Optional.of(finding) : Optional.empty());
    }
}
