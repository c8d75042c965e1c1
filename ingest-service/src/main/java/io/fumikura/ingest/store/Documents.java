package io.fumikura.ingest.store;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.ingest.blob.BlobKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The rows of {@code documents}. A row that is locked here is what makes everything about one
 * document happen one after another, whatever the keys of the records and however many replicas.
 */
public final class Documents implements PanacheRepositoryBase<DocumentRow, UUID> {

    public Uni<Optional<DocumentRow>> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }

    public Uni<Optional<DocumentRow>> get(UUID id) {
        return findById(id).map(Optional::ofNullable);
    }

    /** Newest first. */
    public Uni<List<DocumentRow>> list(DocumentFilter filter, int offset, int limit) {
        return find(filter.query() + " order by d.createdAt desc, d.id", filter.parameters())
                .range(offset, offset + limit - 1)
                .list();
    }

    public Uni<Long> count(DocumentFilter filter) {
        return count(filter.query(), filter.parameters());
    }

    /**
     * The document that has these bytes as its newest generation, preferring one that is fine.
     *
     * @param wanted which of the tenant's documents count
     */
    public Uni<Optional<DocumentRow>> lockByContent(
            BlobKey content, Predicate<DocumentRow> wanted) {
        return find(
                        "tenant = ?1 and sha256 = ?2 and state <> ?3 order by case when state = ?4"
                                + " then 1 else 0 end, createdAt",
                        content.tenant(),
                        content.sha256(),
                        DocumentState.DELETED,
                        DocumentState.FAILED)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .map(rows -> rows.stream().filter(wanted).findFirst());
    }

    /**
     * Serialises everybody who is about to store or remove these bytes until the transaction ends.
     * Taken before any document row, so that the two kinds of locks cannot wait for each other.
     */
    public Uni<Void> lockContent(BlobKey content) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))")
                                        .setParameter(1, content.tenant() + "/" + content.sha256())
                                        .getResultList())
                .replaceWithVoid();
    }

    /** Remembers which bytes a generation was made from. */
    public Uni<Void> recordBlob(GenerationKey key, String tenant, Source source) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "insert into ingest.document_blobs (document_id,"
                                                        + " generation, tenant, sha256, content_type)"
                                                        + " values (?1, ?2, ?3, ?4, ?5) on conflict"
                                                        + " do nothing")
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .setParameter(3, tenant)
                                        .setParameter(4, source.sha256())
                                        .setParameter(5, source.contentType())
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Which bytes a generation was made from, while they are kept. */
    public Uni<Optional<Source>> source(GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select sha256, coalesce(content_type, '') from"
                                                        + " ingest.document_blobs where document_id ="
                                                        + " ?1 and generation = ?2",
                                                Object[].class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .getResultList())
                .map(
                        rows ->
                                rows.stream()
                                        .map(row -> new Source((String) row[0], (String) row[1]))
                                        .findFirst());
    }

    /** Ids in their order, after this one, a page of them. */
    public Uni<List<UUID>> idsAfter(Optional<UUID> last) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select id from ingest.documents where id > ?1 order"
                                                        + " by id limit 200",
                                                UUID.class)
                                        .setParameter(1, last.orElse(new UUID(0, 0)))
                                        .getResultList());
    }

    /** Documents at work on which nothing was done since this instant, oldest first. */
    public Uni<List<UUID>> unmovedSince(Instant instant, int limit) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                // The index is by what never changes.
                                                "select id from ingest.documents where state in"
                                                        + " ('RECEIVED', 'PARSING', 'EMBEDDING',"
                                                        + " 'INDEXING') and created_at < ?1 and"
                                                        + " updated_at < ?1 order by created_at"
                                                        + " limit ?2",
                                                UUID.class)
                                        .setParameter(1, instant)
                                        .setParameter(2, limit)
                                        .getResultList());
    }

    /** Which of these there are: not deleted, or not yet removed. */
    public Uni<List<UUID>> notGone(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Panache.getSession()
                        .chain(
                                s ->
                                        s.createSelectionQuery(
                                                        "select id from DocumentRow where id in ?1"
                                                                + " and (state <> ?2 or removedAt is"
                                                                + " null)",
                                                        UUID.class)
                                                .setParameter(1, ids)
                                                .setParameter(2, DocumentState.DELETED)
                                                .getResultList());
    }

    /** Which of these bytes a generation of one of the tenant's documents was made from. */
    public Uni<List<String>> usedBlobs(String tenant, Collection<String> sha256) {
        return sha256.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Panache.getSession()
                        .chain(
                                s ->
                                        s.createNativeQuery(
                                                        "select distinct sha256 from"
                                                                + " ingest.document_blobs where"
                                                                + " tenant = ?1 and sha256 ="
                                                                + " any(?2)",
                                                        String.class)
                                                .setParameter(1, tenant)
                                                .setParameter(2, sha256.toArray(String[]::new))
                                                .getResultList());
    }

    /** The bytes of generations older than this one. */
    public Uni<List<BlobKey>> blobsBefore(GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select distinct tenant, sha256 from"
                                                        + " ingest.document_blobs where document_id"
                                                        + " = ?1 and generation < ?2",
                                                Object[].class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .getResultList())
                .map(
                        rows ->
                                rows.stream()
                                        .map(row -> new BlobKey((String) row[0], (String) row[1]))
                                        .toList());
    }

    /** Forgets that generations before this one used the bytes; true when nobody uses them now. */
    public Uni<Boolean> releaseBlob(GenerationKey before, BlobKey content) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "delete from ingest.document_blobs where document_id"
                                                        + " = ?1 and generation < ?2 and sha256 = ?3")
                                        .setParameter(1, before.documentId())
                                        .setParameter(2, before.generation())
                                        .setParameter(3, content.sha256())
                                        .executeUpdate()
                                        .chain(
                                                deleted ->
                                                        s.createNativeQuery(
                                                                        "select count(*) from"
                                                                                + " ingest.document_blobs"
                                                                                + " where tenant = ?1"
                                                                                + " and sha256 = ?2",
                                                                        Long.class)
                                                                .setParameter(1, content.tenant())
                                                                .setParameter(2, content.sha256())
                                                                .getSingleResult()))
                .map(users -> users == 0);
    }
}
