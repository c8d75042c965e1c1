package io.fumikura.ingest.intake;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.store.DocumentRow;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What callers' idempotency keys stand for. All methods run inside a transaction. */
public final class IdempotencyKeys {

    /**
     * @throws ServiceException the key was used with other bytes
     */
    Uni<Optional<UUID>> find(Upload upload) {
        if (upload.idempotencyKey().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Panache.getSession()
                .chain(
                        session ->
                                session.createNativeQuery(
                                                "select sha256, document_id from"
                                                        + " ingest.idempotency_keys where tenant ="
                                                        + " ?1 and key = ?2",
                                                Object[].class)
                                        .setParameter(1, upload.caller().tenant())
                                        .setParameter(2, upload.idempotencyKey().get())
                                        .getResultList())
                .map(rows -> rows.stream().findFirst().map(row -> sameContent(row, upload)));
    }

    private static UUID sameContent(Object[] row, Upload upload) {
        if (!row[0].equals(upload.content().sha256())) {
            throw usedBefore();
        }
        return (UUID) row[1];
    }

    /** It would bring back what somebody took away. */
    static ServiceException deletedSince() {
        return new ServiceException(
                ErrorCode.CONFLICT,
                "The document that was sent with this Idempotency-Key was deleted since; to bring"
                        + " it back, send it with another key");
    }

    /**
     * Not for which document: the caller may be one who must not know of it, to whom the key of
     * somebody else is just a used one.
     */
    static ServiceException usedBefore() {
        return new ServiceException(
                ErrorCode.IDEMPOTENCY_CONFLICT,
                "The Idempotency-Key was used before, for another document");
    }

    /**
     * Forgets keys that were used before this instant. Replicas may do it at the same time.
     *
     * @return how many, at most {@code limit}
     */
    public Uni<Integer> forgetBefore(Instant instant, int limit) {
        return Panache.getSession()
                .chain(
                        session ->
                                session.createNativeQuery(
                                                "delete from ingest.idempotency_keys where (tenant,"
                                                        + " key) in (select tenant, key from"
                                                        + " ingest.idempotency_keys where created_at"
                                                        + " < ?1 order by created_at limit ?2 for"
                                                        + " update skip locked)")
                                        .setParameter(1, instant)
                                        .setParameter(2, limit)
                                        .executeUpdate());
    }

    /** Fails the transaction when somebody used the key meanwhile. */
    Uni<Void> record(Upload upload, DocumentRow row) {
        if (upload.idempotencyKey().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(
                        session ->
                                session.createNativeQuery(
                                                "insert into ingest.idempotency_keys (tenant, key,"
                                                        + " sha256, document_id, created_at) values"
                                                        + " (?1, ?2, ?3, ?4, ?5)")
                                        .setParameter(1, upload.caller().tenant())
                                        .setParameter(2, upload.idempotencyKey().get())
                                        .setParameter(3, upload.content().sha256())
                                        .setParameter(4, row.id)
                                        .setParameter(5, Instant.now())
                                        .executeUpdate())
                .replaceWithVoid();
    }
}
