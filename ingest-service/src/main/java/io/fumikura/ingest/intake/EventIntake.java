package io.fumikura.ingest.intake;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.intake.Generations.Accepted;
import io.fumikura.ingest.intake.Generations.Origin;
import io.fumikura.ingest.intake.IncomingEvent.Header;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Inbox;
import io.fumikura.ingest.store.RecordPosition;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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
    private final Duration remembered;

    /**
     * @param remembered how long the inbox knows an event, at least
     */
    public EventIntake(
            Transactions transactions,
            Documents documents,
            Inbox inbox,
            Generations generations,
            Duration remembered) {
        this.transactions = transactions;
        this.documents = documents;
        this.inbox = inbox;
        this.generations = generations;
        this.remembered = remembered;
    }

    /**
     * @param position of its record
     * @return the generation the event became; its work may be done, stale or still to do
     */
    public Uni<GenerationKey> accept(IncomingEvent event, RecordPosition position) {
        return transactions.run(
                () ->
                        known(event.header(), position)
                                .chain(
                                        known ->
                                                known.isPresent()
                                                        ? Uni.createFrom().item(known.get())
                                                        : acceptNew(event, position)));
    }

    /**
     * What became of an event that need not be looked at again, so that nobody fetches what it
     * refers to: it was taken in, or something later was.
     */
    Uni<Optional<GenerationKey>> settled(IncomingEvent event, RecordPosition position) {
        Header header = event.header();
        return transactions.read(
                () ->
                        known(header, position)
                                .chain(
                                        known ->
                                                known.isPresent()
                                                        ? Uni.createFrom().item(known)
                                                        : overtaken(header)));
    }

    private Uni<Optional<GenerationKey>> overtaken(Header header) {
        return documents
                .get(header.documentId())
                .map(
                        found ->
                                found.filter(row -> row.tenant.equals(header.tenant()))
                                        .filter(row -> isOutdated(row, header))
                                        .map(row -> nothingToDo(header)));
    }

    private Uni<Optional<GenerationKey>> known(Header header, RecordPosition position) {
        return inbox.find(header.eventId())
                .chain(
                        known ->
                                known.isPresent()
                                        ? Uni.createFrom().item(known)
                                        : forgotten(header, position));
    }

    /**
     * An event that the inbox does not know may have been forgotten. It was if its record is that
     * old and its partition was handled beyond it; and if it is our own, because the inbox knew
     * those before their records were.
     */
    private Uni<Optional<GenerationKey>> forgotten(Header header, RecordPosition position) {
        if (!position.time().isBefore(Instant.now().minus(remembered))) {
            return Uni.createFrom().item(Optional.empty());
        }
        boolean ours = header.source().equals(DocumentEvents.SOURCE);
        return (ours ? Uni.createFrom().item(true) : inbox.isBeforeMark(position))
                .map(old -> old ? Optional.of(nothingToDo(header)) : Optional.empty());
    }

    /** No document has this generation. */
    private static GenerationKey nothingToDo(Header header) {
        return new GenerationKey(header.documentId(), 0);
    }

    private static boolean isOutdated(DocumentRow row, Header header) {
        return Generations.isOutdated(row, header.source(), header.time());
    }

    private Uni<GenerationKey> acceptNew(IncomingEvent event, RecordPosition position) {
        Uni<GenerationKey> accepted;
        if (event instanceof IncomingEvent.Submitted submitted) {
            accepted = submit(submitted, Objects.requireNonNull(submitted.content()));
        } else {
            accepted = delete(event.header());
        }
        return accepted.call(became -> inbox.record(event.header().eventId(), became, position));
    }

    private Uni<GenerationKey> submit(IncomingEvent.Submitted event, StagedBlob content) {
        Description description = event.description();
        Format format = description.formatOf(content);
        return documents
                .lockContent(new BlobKey(event.header().tenant(), content.sha256()))
                .chain(() -> documents.lock(event.header().documentId()))
                .chain(found -> submitTo(found, event, content, format));
    }

    private Uni<GenerationKey> submitTo(
            Optional<DocumentRow> found,
            IncomingEvent.Submitted event,
            StagedBlob content,
            Format format) {
        Header header = event.header();
        if (found.isPresent()) {
            DocumentRow row = found.get();
            refuseOtherTenant(row, header);
            if (isOutdated(row, header)) {
                return Uni.createFrom().item(nothingToDo(header));
            }
        }
        return generations
                .accept(found, origin(header), event.description(), format, content)
                .map(Accepted::document)
                .invoke(row -> saidNow(row, header))
                .map(Generations::key);
    }

    /**
     * Also of content it has: what its source says of the document from between the two is late.
     * The word of another source does not make it that source's: what is late of the first would
     * pass for new.
     */
    private static void saidNow(DocumentRow row, Header header) {
        if (header.time() != null
                && (row.eventTime == null || row.source.equals(header.source()))) {
            row.source = header.source();
            row.eventTime = header.time();
        }
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
        if (isOutdated(row, header)) {
            return nothingToDo(header);
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
                    ErrorCode.INVALID_EVENT, "The document id cannot be used; choose another");
        }
    }
}
