package io.fumikura.ingest.reconcile;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.FindingKind;
import io.fumikura.contract.ingest.ReconcileLine.Finding;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.DocumentRef;
import io.fumikura.index.PlacePage;
import io.fumikura.index.PointPlace;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Every point, in the order of ids: whether there is a document it belongs to. */
final class PointPass {
    private static final int PAGE = 1_000;

    /** Documents that are counted apart; of more, the rest is found by the next run. */
    private static final int MOST = 10_000;

    private final Transactions transactions;
    private final Documents documents;
    private final ChunkIndex index;

    PointPass(Transactions transactions, Documents documents, ChunkIndex index) {
        this.transactions = transactions;
        this.documents = documents;
        this.index = index;
    }

    Multi<Finding> run(String indexCompat, ReconcileOptions options, Tally tally) {
        Map<DocumentRef, Long> nobodys = new LinkedHashMap<>();
        return scan(indexCompat, nobodys, tally)
                .onItem()
                .transformToMulti(done -> Multi.createFrom().iterable(nobodys.entrySet()))
                .onItem()
                .transformToUni(entry -> finding(entry.getKey(), entry.getValue(), options))
                .concatenate()
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    /** Where a scan is. */
    private static final class Cursor {
        private Optional<UUID> next = Optional.empty();
    }

    private Uni<Boolean> scan(String indexCompat, Map<DocumentRef, Long> nobodys, Tally tally) {
        return Multi.createBy()
                .repeating()
                .uni(Cursor::new, cursor -> page(indexCompat, cursor, nobodys, tally))
                .whilst(page -> page.next().isPresent())
                .collect()
                .last()
                .replaceWith(true);
    }

    private Uni<PlacePage> page(
            String indexCompat, Cursor cursor, Map<DocumentRef, Long> nobodys, Tally tally) {
        return Uni.createFrom()
                .completionStage(
                        () ->
                                index.collections()
                                        .places(indexCompat, Optional.empty(), cursor.next, PAGE))
                .invoke(
                        page -> {
                            cursor.next = page.next();
                            tally.points(page.places().size());
                        })
                .call(page -> count(page, nobodys));
    }

    private Uni<Void> count(PlacePage page, Map<DocumentRef, Long> nobodys) {
        Set<UUID> ids =
                page.places().stream().map(PointPlace::documentId).collect(Collectors.toSet());
        return transactions
                .read(() -> documents.notGone(ids))
                .invoke(known -> count(page.places(), Set.copyOf(known), nobodys))
                .replaceWithVoid();
    }

    private static void count(
            List<PointPlace> places, Set<UUID> known, Map<DocumentRef, Long> nobodys) {
        for (PointPlace place : places) {
            DocumentRef document = new DocumentRef(place.tenant(), place.documentId());
            boolean counted = nobodys.containsKey(document) || nobodys.size() < MOST;
            if (!known.contains(place.documentId()) && counted) {
                nobodys.merge(document, 1L, Long::sum);
            }
        }
    }

    /** Looks again first: the document may have come meanwhile. */
    private Uni<Optional<Finding>> finding(
            DocumentRef document, long count, ReconcileOptions options) {
        return transactions.run(
                () ->
                        documents
                                .lock(document.id())
                                .chain(
                                        row ->
                                                isGone(row)
                                                        ? finding(document, count, options.repair())
                                                                .map(Optional::of)
                                                        : Uni.createFrom().item(Optional.empty())));
    }

    private static boolean isGone(Optional<DocumentRow> row) {
        return row.map(r -> r.state == DocumentState.DELETED && r.removedAt != null).orElse(true);
    }

    private Uni<Finding> finding(DocumentRef document, long count, boolean repair) {
        Finding finding =
                new Finding(
                        FindingKind.POINTS_OF_NOBODY,
                        document.id(),
                        null,
                        null,
                        count,
                        "the index has passages of a document that there is not",
                        repair);
        return repair
                ? Transactions.await(() -> index.deleteDocument(document.tenant(), document.id()))
                        .replaceWith(finding)
                : Uni.createFrom().item(finding);
    }
}
