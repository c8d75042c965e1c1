package io.fumikura.ingest.deadletter;

import io.fumikura.access.Caller;
import io.fumikura.contract.event.DeadLetter;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.outbox.OutboxRecord;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.Inbox;
import io.fumikura.ingest.store.ReadableDocuments;
import io.fumikura.ingest.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what comes through the dead-letter topic, once each, and fails the document when another
 * service gave up one of its passages.
 */
public final class DeadLetters {
    private static final byte[] NOTHING = new byte[0];

    private final Transactions transactions;
    private final Documents documents;
    private final Outbox outbox;
    private final RecordGeneration generation = new RecordGeneration(new Inbox());
    private final LongAdder kept = new LongAdder();

    public DeadLetters(Transactions transactions, Documents documents, Outbox outbox) {
        this.transactions = transactions;
        this.documents = documents;
        this.outbox = outbox;
    }

    /**
     * Taking the same letter again changes nothing. A topic that was made anew counts its records
     * anew: a letter of another record at a place that is known gets an id of its own.
     */
    public Uni<Void> take(DeadLetter letter) {
        DeadLetterRow row = new DeadLetterRow(letter);
        return transactions
                .run(
                        () ->
                                known(row)
                                        .chain(
                                                known ->
                                                        known.isPresent()
                                                                ? Uni.createFrom().item(0)
                                                                : keep(row, letter).replaceWith(1)))
                .invoke(kept::add)
                .replaceWithVoid();
    }

    private static Uni<Optional<DeadLetterRow>> known(DeadLetterRow row) {
        return find(row.id)
                .chain(
                        found ->
                                found.filter(known -> !known.isOfTheRecordOf(row)).isPresent()
                                        ? find(anotherId(row))
                                        : Uni.createFrom().item(found));
    }

    private static UUID anotherId(DeadLetterRow row) {
        String place = row.id + "/" + row.createdAt;
        row.id = UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
        return row.id;
    }

    /** How many were kept since the start, those of other services among them. */
    public long kept() {
        return kept.sum();
    }

    private Uni<Void> keep(DeadLetterRow row, DeadLetter letter) {
        return Panache.getSession()
                .chain(session -> session.persist(row))
                .chain(() -> failDocument(row, letter));
    }

    private Uni<Void> failDocument(DeadLetterRow row, DeadLetter letter) {
        UUID documentId = letter.documentId();
        if (documentId == null || !isNews(letter)) {
            return Uni.createFrom().voidItem();
        }
        return generation
                .of(row)
                .chain(
                        about ->
                                about.isPresent()
                                        ? failDocument(letter, documentId, about.get())
                                        : Uni.createFrom().voidItem());
    }

    /**
     * The faults of this service failed their document when they happened, but for an order to read
     * it that could not be sent. A step of reading that could not be is sent again by a replay.
     */
    private static boolean isNews(DeadLetter letter) {
        return letter.topic().equals(Topics.CHUNKS)
                || (letter.stage().equals(Fault.SEND)
                        && RecordOrigin.isOfDocuments(letter.topic()));
    }

    private Uni<Void> failDocument(DeadLetter letter, UUID documentId, int about) {
        return documents
                .lock(documentId)
                .chain(
                        found -> {
                            Optional<DocumentRow> current =
                                    found.filter(
                                            document ->
                                                    document.isCurrent(about)
                                                            && !document.state.isFinal());
                            return current.isPresent()
                                    ? fail(current.get(), letter)
                                    : Uni.createFrom().voidItem();
                        });
    }

    private Uni<Void> fail(DocumentRow document, DeadLetter letter) {
        document.fail(letter.code(), letter.reason());
        return outbox.add(DocumentEvents.failed(document));
    }

    /** Those of the caller's tenant that are not about a document kept from them, newest first. */
    public Uni<List<DeadLetterRow>> list(Caller caller, int offset, int limit) {
        return transactions.read(
                () ->
                        Panache.getSession()
                                .chain(
                                        session ->
                                                listed(session, caller)
                                                        .setFirstResult(offset)
                                                        .setMaxResults(limit)
                                                        .getResultList()));
    }

    private static Mutiny.SelectionQuery<DeadLetterRow> listed(
            Mutiny.Session session, Caller caller) {
        Mutiny.SelectionQuery<DeadLetterRow> query =
                session.createSelectionQuery(
                        "from DeadLetterRow l where l.discardedAt is null and l.tenant = :tenant"
                                + " and not exists (select 1 from DocumentRow h where h.id ="
                                + " l.documentId and h.tenant = l.tenant and not ("
                                + ReadableDocuments.by(caller, "h")
                                + ")) order by l.createdAt desc, l.id",
                        DeadLetterRow.class);
        query.setParameter("tenant", caller.tenant());
        ReadableDocuments.parameters(caller).forEach(query::setParameter);
        return query;
    }

    /**
     * Forgets the record; whoever discards it again changes nothing. Its document stays as it is.
     *
     * @throws ServiceException there is no such dead letter
     */
    public Uni<Void> discard(Caller caller, UUID id) {
        return transactions.run(
                () ->
                        lockAny(caller, id)
                                .invoke(
                                        row -> {
                                            if (row.discardedAt == null) {
                                                row.discardedAt = Instant.now();
                                                row.value = NOTHING;
                                            }
                                        })
                                .replaceWithVoid());
    }

    private static Uni<Optional<DeadLetterRow>> find(UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(DeadLetterRow.class, id))
                .map(Optional::ofNullable);
    }

    /** Inside a transaction. Those that were discarded are not there. */
    static Uni<DeadLetterRow> lock(Caller caller, UUID id) {
        return lockAny(caller, id)
                .invoke(
                        row -> {
                            if (row.discardedAt != null) {
                                throw unknown(id);
                            }
                        });
    }

    private static Uni<DeadLetterRow> lockAny(Caller caller, UUID id) {
        return Panache.getSession()
                .chain(session -> lock(session, id))
                .chain(row -> shown(row, caller, id));
    }

    private static Uni<DeadLetterRow> shown(@Nullable DeadLetterRow row, Caller caller, UUID id) {
        if (row == null || !row.tenant.equals(caller.tenant())) {
            throw unknown(id);
        }
        return row.documentId == null
                ? Uni.createFrom().item(row)
                : new Documents()
                        .lock(row.documentId)
                        .map(document -> shown(row, document, caller));
    }

    private static DeadLetterRow shown(
            DeadLetterRow row, Optional<DocumentRow> document, Caller caller) {
        boolean kept =
                document.filter(found -> found.tenant.equals(row.tenant))
                        .filter(found -> !found.isFor(caller))
                        .isPresent();
        if (kept) {
            throw unknown(row.id);
        }
        return row;
    }

    private static ServiceException unknown(UUID id) {
        return new ServiceException(
                ErrorCode.DEAD_LETTER_NOT_FOUND, "There is no dead letter " + id);
    }

    private static Uni<DeadLetterRow> lock(Mutiny.Session session, UUID id) {
        return session.find(DeadLetterRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * The record that carries a dead letter to its topic.
     *
     * @param value what a replay puts back
     */
    public static OutboxRecord outgoing(
            RecordOrigin origin, byte[] value, Fault fault, Optional<UUID> documentId) {
        DeadLetter letter = origin.deadLetter(value, fault, documentId);
        UUID key = letter.documentId() == null ? letter.id() : letter.documentId();
        return OutboxRecord.of(
                Topics.DEAD_LETTERS, letter.tenant(), key, letter.id().toString(), letter);
    }
}
