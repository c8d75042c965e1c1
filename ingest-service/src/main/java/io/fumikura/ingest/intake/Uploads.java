package io.fumikura.ingest.intake;

import io.fumikura.access.Caller;
import io.fumikura.contract.event.DocumentDeleted;
import io.fumikura.contract.event.DocumentSubmitted;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.intake.Generations.Accepted;
import io.fumikura.ingest.intake.Generations.Origin;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.outbox.OutboxRecord;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Inbox;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes in and deletes documents for REST. Everything is decided in one transaction; the work
 * follows through the documents topic, as for everybody else's documents.
 */
public final class Uploads {
    /** Two callers with the same new key or id: the second finds what the first made. */
    private static final int ATTEMPTS = 4;

    private final Transactions transactions;
    private final Documents documents;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Generations generations;
    private final IdempotencyKeys keys = new IdempotencyKeys();

    public Uploads(
            Transactions transactions,
            Documents documents,
            Inbox inbox,
            Generations generations,
            Outbox outbox) {
        this.transactions = transactions;
        this.documents = documents;
        this.inbox = inbox;
        this.outbox = outbox;
        this.generations = generations;
    }

    public Uni<Accepted> accept(Upload upload) {
        return retried(transactions.run(() -> acceptOnce(upload)))
                .onTermination()
                .invoke(upload.content()::discard);
    }

    private Uni<Accepted> acceptOnce(Upload upload) {
        return documents
                .lockContent(content(upload))
                .chain(() -> keys.find(upload))
                .chain(
                        known ->
                                known.isPresent()
                                        ? acceptedBefore(upload, known.get())
                                        : acceptNew(upload));
    }

    /**
     * The upload of before, sent once more: it changes nothing, because whatever happened to its
     * document since is newer than it.
     */
    private Uni<Accepted> acceptedBefore(Upload upload, UUID id) {
        return documents
                .lock(id)
                .map(
                        found -> {
                            DocumentRow row = found.orElseThrow(IdempotencyKeys::deletedSince);
                            if (!row.isFor(upload.caller())) {
                                throw IdempotencyKeys.usedBefore();
                            }
                            if (row.state == DocumentState.DELETED) {
                                throw IdempotencyKeys.deletedSince();
                            }
                            return new Accepted(row, false);
                        });
    }

    private Uni<Accepted> acceptNew(Upload upload) {
        return target(upload)
                .invoke(found -> found.ifPresent(row -> refuse(row, upload.caller())))
                .chain(found -> acceptFor(found.map(upload::to).orElse(upload), found))
                .call(accepted -> keys.record(upload, accepted.document()));
    }

    private Uni<Optional<DocumentRow>> target(Upload upload) {
        return upload.replaces()
                .map(documents::lock)
                .orElseGet(
                        () ->
                                documents.lockByContent(
                                        content(upload), row -> isAsWanted(row, upload)));
    }

    private static BlobKey content(Upload upload) {
        return new BlobKey(upload.caller().tenant(), upload.content().sha256());
    }

    /** The same bytes for other readers are another document. */
    private static boolean isAsWanted(DocumentRow row, Upload upload) {
        return row.isFor(upload.caller())
                && upload.description()
                        .namedGroups()
                        .map(named -> DocumentGroups.same(row, named))
                        .orElse(true);
    }

    private Uni<Accepted> acceptFor(Upload upload, Optional<DocumentRow> found) {
        UUID id = found.map(row -> row.id).or(upload::replaces).orElseGet(UUID::randomUUID);
        Origin origin =
                new Origin(upload.caller().tenant(), id, DocumentEvents.SOURCE, Instant.now());
        return generations
                .accept(found, origin, upload.description(), upload.format(), upload.content())
                .call(
                        accepted ->
                                accepted.begun()
                                        ? announceWork(accepted.document())
                                        : Uni.createFrom().voidItem());
    }

    private static DocumentSubmitted submission(DocumentRow row) {
        return new DocumentSubmitted(
                row.id,
                row.givenTitle,
                row.contentType,
                null,
                row.sha256,
                null,
                null,
                List.of(row.tags),
                null,
                null);
    }

    /** Inside a transaction that holds the row: starts the work on its newest generation. */
    public Uni<Void> announceWork(DocumentRow row) {
        return announce(row, DocumentSubmitted.TYPE, submission(row));
    }

    /** The event that starts the work, with the inbox row that ties it to this generation. */
    private Uni<Void> announce(DocumentRow row, String type, Object data) {
        String id = UUID.randomUUID().toString();
        GenerationKey key = Generations.key(row);
        return inbox.record(Inbox.eventId(row.tenant, DocumentEvents.SOURCE, id), key, null)
                .chain(
                        () ->
                                outbox.add(
                                        OutboxRecord.event(
                                                Topics.DOCUMENTS,
                                                row.tenant,
                                                row.id,
                                                OutboxRecord.cloudEvent(
                                                        id,
                                                        DocumentEvents.SOURCE,
                                                        type,
                                                        row.id,
                                                        data))));
    }

    /** Idempotent; the document's tombstone. */
    public Uni<DocumentRow> delete(Caller caller, UUID id) {
        return retried(
                transactions.run(() -> documents.lock(id).chain(found -> bury(found, caller, id))));
    }

    private Uni<DocumentRow> bury(Optional<DocumentRow> found, Caller caller, UUID id) {
        DocumentRow row = found.orElseThrow(() -> unknown(id));
        refuse(row, caller);
        if (row.state == DocumentState.DELETED) {
            return Uni.createFrom().item(row);
        }
        row.enter(DocumentState.DELETED);
        row.source = DocumentEvents.SOURCE;
        row.eventTime = Instant.now();
        return announce(row, DocumentDeleted.TYPE, new DocumentDeleted(id)).replaceWith(row);
    }

    private static <T> Uni<T> retried(Uni<T> attempt) {
        return attempt.onFailure(failure -> !(failure instanceof ServiceException))
                .retry()
                .withBackOff(Duration.ofMillis(20))
                .atMost(ATTEMPTS - 1);
    }

    /**
     * Ids are one set for all tenants, so that a producer may choose them. Whoever names one that
     * is not theirs learns what they learn of one that does not exist; only that it cannot be used
     * for a new document either gives away that somebody has it.
     */
    private static void refuse(DocumentRow row, Caller caller) {
        if (!row.isFor(caller)) {
            throw unknown(row.id);
        }
    }

    /** What a caller is told about an id that is not theirs, too. */
    public static ServiceException unknown(UUID id) {
        return new ServiceException(
                ErrorCode.DOCUMENT_NOT_FOUND, "There is no document with the id " + id);
    }
}
