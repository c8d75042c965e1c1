package io.fumikura.ingest.reconcile;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.FindingKind;
import io.fumikura.contract.ingest.ReconcileLine.Finding;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.DocumentRef;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.index.DocumentPlaces;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares one document's row with its original and its points. Changes nothing. */
final class DocumentCheck {
    private final Documents documents;
    private final Contents contents;
    private final BlobStore blobs;
    private final DocumentPlaces places;

    DocumentCheck(Documents documents, Contents contents, BlobStore blobs, ChunkIndex index) {
        this.documents = documents;
        this.contents = contents;
        this.blobs = blobs;
        this.places = new DocumentPlaces(index);
    }

    /**
     * What is wrong with a document.
     *
     * @param points empty for one that is deleted
     */
    record Examined(DocumentRow row, List<Finding> findings, Optional<DocumentPoints> points) {}

    /**
     * Inside a session. In a transaction that holds the document's row nothing changes meanwhile;
     * otherwise work that goes on may look like damage.
     */
    Uni<Examined> examine(String indexCompat, DocumentRow row, ReconcileOptions options) {
        Instant longAgo = Instant.now().minus(options.stuckAfter());
        List<Finding> findings = new ArrayList<>();
        if (row.state == DocumentState.DELETED) {
            if (row.removedAt == null && row.updatedAt.isBefore(longAgo)) {
                findings.add(
                        finding(row, FindingKind.REMOVAL_UNFINISHED, 1, "deleted and not removed"));
            }
            return Uni.createFrom().item(new Examined(row, findings, Optional.empty()));
        }
        if (!row.state.isFinal() && row.updatedAt.isBefore(longAgo)) {
            findings.add(
                    finding(
                            row,
                            FindingKind.DOCUMENT_STUCK,
                            1,
                            "%s since %s%s"
                                    .formatted(
                                            row.state.wireName(),
                                            row.updatedAt,
                                            row.errorDetail == null
                                                    ? ""
                                                    : ", " + row.errorDetail)));
        }
        return originals(row, findings)
                .chain(() -> expected(row, findings))
                .chain(expected -> points(indexCompat, row, expected))
                .map(
                        points -> {
                            compare(row, points, findings);
                            return new Examined(row, findings, Optional.of(points));
                        });
    }

    private Uni<Void> originals(DocumentRow row, List<Finding> findings) {
        return Transactions.block(() -> blobs.has(row.original()))
                .invoke(
                        there -> {
                            if (!there) {
                                findings.add(
                                        blob(
                                                row,
                                                FindingKind.BLOB_MISSING,
                                                row.sha256,
                                                "the original is gone; send the document again"));
                            }
                        })
                .chain(() -> olderOriginals(row, findings));
    }

    private Uni<Void> olderOriginals(DocumentRow row, List<Finding> findings) {
        GenerationKey key = new GenerationKey(row.id, row.generation);
        if (row.state != DocumentState.INDEXED || !row.isIndexed(row.generation)) {
            return Uni.createFrom().voidItem();
        }
        return documents
                .blobsBefore(key)
                .invoke(
                        old ->
                                old.forEach(
                                        original ->
                                                findings.add(
                                                        blob(
                                                                row,
                                                                FindingKind.BLOB_UNUSED,
                                                                original.sha256(),
                                                                "the original of an older"
                                                                        + " generation"))))
                .replaceWithVoid();
    }

    /** How many points there are to be; says so when the database itself is not whole. */
    private Uni<Integer> expected(DocumentRow row, List<Finding> findings) {
        Integer generation = row.indexedGeneration;
        if (generation == null) {
            return Uni.createFrom().item(0);
        }
        return contents.extent(new GenerationKey(row.id, generation))
                .map(
                        extent -> {
                            int should = extent.expected(row, generation);
                            if (extent.chunks() != should) {
                                findings.add(
                                        finding(
                                                row,
                                                FindingKind.TEXT_MISSING,
                                                should - extent.chunks(),
                                                "the database lacks passages; send the document"
                                                        + " again"));
                            }
                            return should;
                        });
    }

    private Uni<DocumentPoints> points(String indexCompat, DocumentRow row, int expected) {
        DocumentPoints points = new DocumentPoints(row, expected);
        return places.each(indexCompat, new DocumentRef(row.tenant, row.id), points::add)
                .replaceWith(points);
    }

    private static void compare(DocumentRow row, DocumentPoints points, List<Finding> findings) {
        int missing = points.missing().size();
        if (missing > 0) {
            findings.add(
                    finding(
                            row,
                            FindingKind.POINTS_MISSING,
                            missing,
                            "%d of %d passages are not in the index"
                                    .formatted(missing, points.expected())));
        }
        if (points.hidden() > 0) {
            findings.add(
                    finding(
                            row,
                            FindingKind.POINTS_HIDDEN,
                            points.hidden(),
                            "passages are in the index and cannot be found"));
        }
        if (points.differing() > 0) {
            findings.add(
                    finding(
                            row,
                            FindingKind.GROUPS_DIFFER,
                            points.differing(),
                            "passages are found by other groups than the document has"));
        }
        if (!points.extra().isEmpty()) {
            findings.add(
                    finding(
                            row,
                            FindingKind.POINTS_EXTRA,
                            points.extra().size(),
                            "the index has passages that the document does not have"));
        }
    }

    private static Finding finding(DocumentRow row, FindingKind kind, long count, String detail) {
        Integer generation = row.indexedGeneration == null ? row.generation : row.indexedGeneration;
        return new Finding(kind, row.id, generation, null, count, detail, false);
    }

    private static Finding blob(DocumentRow row, FindingKind kind, String sha256, String detail) {
        return new Finding(kind, row.id, row.generation, sha256, 1, detail, false);
    }
}
