package io.fumikura.ingest.reconcile;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.FindingKind;
import io.fumikura.contract.ingest.ReconcileLine.Finding;
import io.fumikura.ingest.intake.BlobCleanup;
import io.fumikura.ingest.intake.DocumentGroups;
import io.fumikura.ingest.intake.Removal;
import io.fumikura.ingest.reconcile.DocumentCheck.Examined;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.IndexLock;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Every document, in the order of ids. One that looks wrong is looked at again with its row locked,
 * because work that goes on looks like damage; what is still wrong then is.
 */
final class DocumentPass {
    private static final Logger LOG = Logger.getLogger(DocumentPass.class);
    private static final Set<FindingKind> POINTS =
            EnumSet.of(
                    FindingKind.POINTS_MISSING,
                    FindingKind.POINTS_HIDDEN,
                    FindingKind.POINTS_EXTRA);

    private final Transactions transactions;
    private final Documents documents;
    private final DocumentCheck check;
    private final Repairs repairs;

    /** What can be done about a document. */
    record Repairs(
            Refill refill,
            Restart restart,
            Removal removal,
            BlobCleanup cleanup,
            DocumentGroups groups) {}

    DocumentPass(
            Transactions transactions, Documents documents, DocumentCheck check, Repairs repairs) {
        this.transactions = transactions;
        this.documents = documents;
        this.check = check;
        this.repairs = repairs;
    }

    Multi<Finding> run(String indexCompat, ReconcileOptions options, Tally tally) {
        return Pages.of((Optional<UUID> after) -> ids(after), ids -> ids.get(ids.size() - 1))
                .onItem()
                .invoke(tally::document)
                .onItem()
                .transformToMulti(
                        id ->
                                check(indexCompat, id, options)
                                        .onItem()
                                        .transformToMulti(f -> Multi.createFrom().iterable(f)))
                .concatenate();
    }

    private Uni<List<UUID>> ids(Optional<UUID> after) {
        return transactions.read(() -> documents.idsAfter(after));
    }

    private Uni<List<Finding>> check(String indexCompat, UUID id, ReconcileOptions options) {
        return transactions
                .read(() -> documents.get(id).chain(row -> examine(indexCompat, row, options)))
                .chain(
                        first ->
                                first.isEmpty() || first.get().findings().isEmpty()
                                        ? Uni.createFrom().item(first)
                                        : transactions.run(() -> again(indexCompat, id, options)))
                .chain(
                        examined ->
                                examined.isEmpty()
                                        ? Uni.createFrom().item(List.of())
                                        : options.repair()
                                                ? repair(indexCompat, examined.get())
                                                : Uni.createFrom().item(examined.get().findings()));
    }

    private Uni<Optional<Examined>> again(String indexCompat, UUID id, ReconcileOptions options) {
        return IndexLock.shared()
                .chain(() -> documents.lock(id))
                .chain(row -> examine(indexCompat, row, options));
    }

    private Uni<Optional<Examined>> examine(
            String indexCompat, Optional<DocumentRow> row, ReconcileOptions options) {
        return row.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : check.examine(indexCompat, row.get(), options).map(Optional::of);
    }

    private Uni<List<Finding>> repair(String indexCompat, Examined examined) {
        return Multi.createFrom()
                .iterable(examined.findings())
                .onItem()
                .transformToUniAndConcatenate(finding -> repair(indexCompat, examined, finding))
                .collect()
                .asList();
    }

    private Uni<Finding> repair(String indexCompat, Examined examined, Finding finding) {
        return Uni.createFrom()
                .deferred(() -> repairOne(indexCompat, examined, finding.kind()))
                .map(done -> done ? Findings.repaired(finding) : finding)
                .onFailure()
                .invoke(failure -> LOG.warnf("%s was not repaired: %s", finding, failure))
                .onFailure()
                .recoverWithItem(
                        failure ->
                                Findings.withDetail(finding, String.valueOf(failure.getMessage())));
    }

    private Uni<Boolean> repairOne(String indexCompat, Examined examined, FindingKind kind) {
        DocumentRow row = examined.row();
        if (POINTS.contains(kind)) {
            boolean textIsWhole =
                    examined.findings().stream()
                            .noneMatch(f -> f.kind() == FindingKind.TEXT_MISSING);
            return textIsWhole && examined.points().isPresent()
                    ? repairs.refill()
                            .repair(indexCompat, row, examined.points().get())
                            .replaceWith(true)
                    : Uni.createFrom().item(false);
        }
        GenerationKey key = new GenerationKey(row.id, row.generation);
        return switch (kind) {
            case REMOVAL_UNFINISHED -> repairs.removal().remove(key).replaceWith(true);
            case BLOB_UNUSED -> repairs.cleanup().releaseBefore(key).replaceWith(true);
            case GROUPS_DIFFER -> repairs.groups().repair(row.id).replaceWith(true);
            case DOCUMENT_STUCK -> transactions.run(() -> restart(key)).replaceWith(true);
            case BLOB_MISSING,
                    BLOB_UNKNOWN,
                    TEXT_MISSING,
                    POINTS_MISSING,
                    POINTS_HIDDEN,
                    POINTS_EXTRA,
                    POINTS_OF_NOBODY ->
                    Uni.createFrom().item(false);
        };
    }

    private Uni<Void> restart(GenerationKey key) {
        return documents
                .lock(key.documentId())
                .map(
                        found ->
                                found.filter(row -> row.isCurrent(key.generation()))
                                        .filter(row -> row.state != DocumentState.INDEXED)
                                        .filter(row -> !row.state.isFinal()))
                .chain(
                        row ->
                                row.isPresent()
                                        ? repairs.restart().restart(row.get())
                                        : Uni.createFrom().voidItem());
    }
}
