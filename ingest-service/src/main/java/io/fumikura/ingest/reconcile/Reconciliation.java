package io.fumikura.ingest.reconcile;

import io.fumikura.contract.ingest.ReconcileLine;
import io.fumikura.contract.ingest.ReconcileLine.Finding;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.IndexMissingException;
import io.fumikura.index.IndexUnavailableException;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.index.EmbeddingServices;
import io.fumikura.ingest.intake.BlobCleanup;
import io.fumikura.ingest.intake.DocumentGroups;
import io.fumikura.ingest.intake.Removal;
import io.fumikura.ingest.intake.UnusedBlobs;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Compares database, blob store and the collection that is searched: every document with its
 * original and its points, then every point, then every original. The database is what the others
 * are measured by. Only a page of anything is in memory; other work goes on meanwhile. One run at a
 * time in a process.
 */
public final class Reconciliation {
    private static final Logger LOG = Logger.getLogger(Reconciliation.class);

    private final ChunkIndex index;
    private final DocumentPass documentPass;
    private final PointPass pointPass;
    private final BlobPass blobPass;
    private final AtomicBoolean running = new AtomicBoolean();

    /** The three places. */
    public record Places(
            Transactions transactions,
            Documents documents,
            Contents contents,
            BlobStore blobs,
            ChunkIndex index) {}

    /** Whose work damage is handed to. */
    public record Workers(
            EmbeddingServices services,
            Uploads uploads,
            Removal removal,
            BlobCleanup cleanup,
            DocumentGroups groups) {}

    public Reconciliation(Places places, Workers workers) {
        Transactions transactions = places.transactions();
        Documents documents = places.documents();
        Contents contents = places.contents();
        this.index = places.index();
        DocumentCheck check = new DocumentCheck(documents, contents, places.blobs(), index);
        Refill refill = new Refill(transactions, documents, contents, index, workers.services());
        this.documentPass =
                new DocumentPass(
                        transactions,
                        documents,
                        check,
                        new DocumentPass.Repairs(
                                refill,
                                new Restart(contents, workers.uploads()),
                                workers.removal(),
                                workers.cleanup(),
                                workers.groups()));
        this.pointPass = new PointPass(transactions, documents, index);
        this.blobPass = new BlobPass(new UnusedBlobs(transactions, documents, places.blobs()));
    }

    /** Findings as they are made, then the summary. */
    public Multi<ReconcileLine> run(ReconcileOptions options) {
        if (!running.compareAndSet(false, true)) {
            return Multi.createFrom()
                    .failure(
                            new ServiceException(
                                    ErrorCode.CONFLICT, "A reconciliation is running already"));
        }
        return Uni.createFrom()
                .completionStage(index::servedIndexCompat)
                .onItem()
                .transformToMulti(indexCompat -> run(indexCompat, options))
                .onFailure(IndexUnavailableException.class)
                .transform(Reconciliation::refused)
                .onTermination()
                .invoke(() -> running.set(false));
    }

    private static ServiceException refused(Throwable failure) {
        if (failure instanceof IndexMissingException) {
            return new ServiceException(
                    ErrorCode.NOT_READY,
                    "There is no index. It is made within a minute where an embedding service"
                            + " answers; reconcile then",
                    failure);
        }
        LOG.warnf("the reconciliation ended: %s", failure.getMessage());
        return new ServiceException(
                ErrorCode.DEPENDENCY_UNAVAILABLE, "The index cannot be asked", failure);
    }

    private Multi<ReconcileLine> run(String indexCompat, ReconcileOptions options) {
        Tally tally = new Tally();
        Multi<Finding> findings =
                Multi.createBy()
                        .concatenating()
                        .streams(
                                documentPass.run(indexCompat, options, tally),
                                pointPass.run(indexCompat, options, tally),
                                blobPass.run(options, tally));
        return Multi.createBy()
                .concatenating()
                .streams(
                        findings.invoke(tally::finding)
                                .map(finding -> new ReconcileLine(finding, null)),
                        Uni.createFrom()
                                .deferred(() -> declareWhole(indexCompat, options, tally))
                                .map(done -> new ReconcileLine(null, tally.summary(indexCompat)))
                                .toMulti());
    }

    /** An index that was made anew lacks no document any more. */
    private Uni<Void> declareWhole(String indexCompat, ReconcileOptions options, Tally tally) {
        return options.repair() && !tally.pointsAreLacking()
                ? Uni.createFrom()
                        .completionStage(() -> index.collections().declareWhole(indexCompat))
                : Uni.createFrom().voidItem();
    }
}
