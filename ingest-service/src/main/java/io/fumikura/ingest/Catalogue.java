package io.fumikura.ingest;

import io.fumikura.access.Caller;
import io.fumikura.contract.ingest.DocumentList;
import io.fumikura.contract.ingest.DocumentPage;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.store.DocumentFilter;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.LineRow;
import io.fumikura.ingest.store.QueuePositions;
import io.fumikura.ingest.store.Source;
import io.fumikura.ingest.store.StoredPages;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads what there is for a caller. A proxy, because the filter that uses it is made before the
 * database is.
 */
@ApplicationScoped
class Catalogue {
    /** A batch that is on its way to Kafka is none that waits for it. */
    private static final Duration STUCK = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final Documents documents;
    private final StoredPages pages = new StoredPages();
    private final QueuePositions queue = new QueuePositions();
    private final OutboxRelay relay;

    Catalogue(Transactions transactions, Documents documents, OutboxRelay relay) {
        this.transactions = transactions;
        this.documents = documents;
        this.relay = relay;
    }

    /** Fails with {@code document_not_found}. */
    @AnsweredInTime
    Uni<DocumentRow> document(Caller caller, UUID id) {
        return transactions
                .read(() -> documents.get(id))
                .map(
                        found ->
                                found.filter(row -> row.isFor(caller))
                                        .orElseThrow(() -> Uploads.unknown(id)));
    }

    /** As a caller sees it, with its place in the queue. Fails as {@link #document} does. */
    Uni<DocumentView> view(Caller caller, UUID id) {
        return transactions
                .read(() -> documents.get(id).chain(found -> placed(found.stream().toList())))
                .map(
                        placed ->
                                placed.rows().stream()
                                        .filter(row -> row.isFor(caller))
                                        .map(placed::view)
                                        .findFirst()
                                        .orElseThrow(() -> Uploads.unknown(id)));
    }

    Uni<DocumentList> list(DocumentFilter filter, int offset, int limit) {
        return transactions.read(
                () ->
                        documents
                                .list(filter, offset, limit)
                                .chain(this::placed)
                                .chain(
                                        placed ->
                                                documents
                                                        .count(filter)
                                                        .map(
                                                                total ->
                                                                        placed.list(
                                                                                total, offset,
                                                                                limit))));
    }

    private Uni<Placed> placed(List<DocumentRow> rows) {
        Set<String> stuck = relay.standing().stuckFor(STUCK);
        return queue.of(rows).map(positions -> new Placed(rows, positions, stuck));
    }

    /** Documents and their places in the queue. */
    private record Placed(List<DocumentRow> rows, Map<UUID, Integer> positions, Set<String> stuck) {
        DocumentView view(DocumentRow row) {
            return DocumentViews.of(row, positions, stuck);
        }

        DocumentList list(long total, int offset, int limit) {
            return new DocumentList(rows.stream().map(this::view).toList(), total, offset, limit);
        }
    }

    /**
     * What a document that can be looked at is made from: of the generation that searches find;
     * before there is one, of the newest.
     */
    record Shown(DocumentRow document, GenerationKey key, Optional<Source> source) {
        Optional<Format> format() {
            return source.flatMap(from -> Format.ofMediaType(from.contentType()));
        }

        boolean hasPictures() {
            return format().map(Format::hasPictures).orElse(false);
        }
    }

    /** Fails as {@link #document} does. */
    Uni<Shown> shown(Caller caller, UUID id) {
        return document(caller, id)
                .chain(
                        row -> {
                            GenerationKey key = key(row);
                            return transactions
                                    .read(() -> documents.source(key))
                                    .map(source -> new Shown(row, key, source));
                        });
    }

    private static GenerationKey key(DocumentRow row) {
        Integer indexed = row.indexedGeneration;
        return new GenerationKey(row.id, indexed == null ? row.generation : indexed);
    }

    Uni<DocumentPage> page(Caller caller, UUID id, int number) {
        return shown(caller, id).chain(shown -> transactions.read(() -> page(shown, number)));
    }

    private Uni<DocumentPage> page(Shown shown, int number) {
        return pages.page(shown.key(), number)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new ServiceException(
                                                        ErrorCode.NOT_FOUND,
                                                        "The document has no such page")))
                .chain(
                        page ->
                                pages.lines(shown.key(), number)
                                        .map(
                                                lines ->
                                                        DocumentViews.of(
                                                                page, shown.hasPictures(), lines)));
    }

    /** The lines of a page; none where there is no such page. */
    Uni<List<LineRow>> lines(GenerationKey key, int page) {
        return transactions.read(() -> pages.lines(key, page));
    }
}
