package io.fumikura.ingest.intake;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.intake.Generations.Origin;
import io.fumikura.ingest.intake.IncomingEvent.Header;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.FormatDetector;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Inbox;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes in events of the documents topic, each once: the inbox row, the document's row and the
 * outgoing events are one transaction. A repetition is answered with the generation it became the
 * first time, so that interrupted work on it goes on; its content may be gone by then, because
 * something newer took its place. What is later by the clock of the same source wins, whatever
 * partition it came from.
 */
public final class EventIntake {
    private final Transactions transactions;
    private final Documents documents;
    private final Inbox inbox;
    private final Generations generations;

    public EventIntake(
            Transactions transactions,
            Documents documents,
            Inbox inbox,
            BlobStore blobs,
            Outbox outbox) {
        this.transactions = transactions;
        this.documents = documents;
        this.inbox = inbox;
        this.generations = new Generations(documents, blobs, outbox);
    }

    /**
     * @return the generation the event became; its work may be done, stale or still to do
     */
    public Uni<GenerationKey> accept(IncomingEvent event) {
        return transactions.run(
                () ->
                        inbox.find(event.header().eventId())
                                .chain(
                                        known ->
                                                known.isPresent()
                                                        ? Uni.createFrom().item(known.get())
                                                        : acceptNew(event)));
    }

    private Uni<GenerationKey> acceptNew(IncomingEvent event) {
        Uni<GenerationKey> accepted;
        if (event instanceof IncomingEvent.Submitted submitted) {
            accepted = submit(submitted);
        } else {
            accepted = delete(event.header());
        }
        return accepted.call(became -> inbox.record(event.header().eventId(), became));
    }

    private Uni<GenerationKey> submit(IncomingEvent.Submitted event) {
        if (event.content().isAbsent()) {
            throw new ServiceException(
                    ErrorCode.INVALID_EVENT, "There is no blob " + event.content().sha256());
        }
        Description description = event.description();
        Format format =
                FormatDetector.detect(
                        event.content().head().bytes(),
                        description.contentType(),
                        description.fileName());
        return documents
                .lockContent(event.content().sha256())
                .chain(() -> documents.lock(event.header().documentId()))
                .chain(found -> submitTo(found, event, format));
    }

    private Uni<GenerationKey> submitTo(
            Optional<DocumentRow> found, IncomingEvent.Submitted event, Format format) {
        Header header = event.header();
        if (found.isPresent()) {
            DocumentRow row = found.get();
            refuseOtherTenant(row, header);
            if (Generations.isOutdated(row, header.source(), header.time())) {
                return Uni.createFrom().item(new GenerationKey(row.id, 0));
            }
            if (Generations.holds(row, event.content().sha256())) {
                return Uni.createFrom().item(Generations.key(row));
            }
        }
        return generations
                .begin(found, origin(header), event.description(), format, event.content())
                .map(Generations::key);
    }

    /** An unknown document leaves a tombstone, so that a submission overtaken by this stays out. */
    private Uni<GenerationKey> delete(Header header) {
        return documents
                .lock(header.documentId())
                .chain(
                        found -> {
                            if (found.isPresent()) {
                                return Uni.createFrom().item(deleteFound(found.get(), header));
                            }
                            DocumentRow tombstone = Generations.unborn(origin(header));
                            tombstone.enter(DocumentState.DELETED);
                            tombstone.eventTime = header.time();
                            tombstone.removedAt = Instant.now();
                            return documents.persistAndFlush(tombstone).map(Generations::key);
                        });
    }

    private static GenerationKey deleteFound(DocumentRow row, Header header) {
        refuseOtherTenant(row, header);
        if (Generations.isOutdated(row, header.source(), header.time())) {
            return new GenerationKey(row.id, 0);
        }
        if (row.state != DocumentState.DELETED) {
            row.enter(DocumentState.DELETED);
        }
        // Also of what is deleted already: a submission from between the two deletions stays out.
        row.source = header.source();
        row.eventTime = header.time();
        return Generations.key(row);
    }

    private static Origin origin(Header header) {
        return new Origin(header.tenant(), header.documentId(), header.source(), header.time());
    }

    private static void refuseOtherTenant(DocumentRow row, Header header) {
        if (!row.tenant.equals(header.tenant())) {
            throw new ServiceException(
                    ErrorCode.INVALID_EVENT, "The document id belongs to another tenant");
        }
    }
}
