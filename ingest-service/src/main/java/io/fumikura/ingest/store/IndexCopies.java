package io.fumikura.ingest.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which generation of a document is in which collection. Written in the transaction that writes the
 * points and holds the document's row lock, so the two never say different things for long.
 */
public final class IndexCopies {
    /** Documents that searches find. */
    private static final String SEARCHABLE =
            "d.indexed_generation is not null and d.state <> 'DELETED'";

    /**
     * What a collection has of a document.
     *
     * @param written passages 0 to {@code written - 1} are there
     * @param published whether they are visible
     */
    public record Copy(int generation, int written, boolean published) {}

    /** What a collection has of all documents. */
    public record Progress(long documents, long documentsDone, long chunks, long chunksDone) {}

    public Uni<Optional<Copy>> find(String indexCompat, UUID documentId) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select generation, written, published from"
                                                        + " ingest.index_copies where index_compat = ?1"
                                                        + " and document_id = ?2",
                                                Object[].class)
                                        .setParameter(1, indexCompat)
                                        .setParameter(2, documentId)
                                        .getResultList())
                .map(rows -> rows.stream().findFirst().map(IndexCopies::copy));
    }

    private static Copy copy(Object[] row) {
        return new Copy((Integer) row[0], (Integer) row[1], (Boolean) row[2]);
    }

    /** Notes that passages before {@code end} are written, and nobody sees them yet. */
    public Uni<Void> written(String indexCompat, GenerationKey key, int end) {
        return put(indexCompat, key, end, false);
    }

    /** Notes that the generation is what searches in this collection find. */
    public Uni<Void> published(String indexCompat, GenerationKey key, int chunks) {
        return put(indexCompat, key, chunks, true);
    }

    private static Uni<Void> put(
            String indexCompat, GenerationKey key, int written, boolean published) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "insert into ingest.index_copies (index_compat,"
                                                        + " document_id, generation, written, published)"
                                                        + " values (?1, ?2, ?3, ?4, ?5) on conflict"
                                                        + " (index_compat, document_id) do update set"
                                                        + " generation = excluded.generation, written ="
                                                        + " excluded.written, published ="
                                                        + " excluded.published")
                                        .setParameter(1, indexCompat)
                                        .setParameter(2, key.documentId())
                                        .setParameter(3, key.generation())
                                        .setParameter(4, written)
                                        .setParameter(5, published)
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Whether searches are to find anything at all, of whichever tenant. */
    public Uni<Boolean> anySearchable() {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select exists (select 1 from ingest.documents d"
                                                        + " where "
                                                        + SEARCHABLE
                                                        + ")",
                                                Boolean.class)
                                        .getSingleResult());
    }

    /** Searchable documents that a collection does not have as they are, at most so many. */
    public Uni<List<UUID>> missing(String indexCompat, int limit) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select d.id from ingest.documents d where "
                                                        + SEARCHABLE
                                                        + " and not exists (select 1 from"
                                                        + " ingest.index_copies c where"
                                                        + " c.index_compat = ?1 and c.document_id ="
                                                        + " d.id and c.generation ="
                                                        + " d.indexed_generation and c.published)"
                                                        + " order by d.id limit ?2",
                                                UUID.class)
                                        .setParameter(1, indexCompat)
                                        .setParameter(2, limit)
                                        .getResultList());
    }

    /**
     * How many passages there can be in a collection: those of documents that were deleted and are
     * not removed yet, too.
     */
    public Uni<Long> passagesAtMost(String indexCompat) {
        return sum("ingest.index_copies c where c.index_compat = ?1", indexCompat);
    }

    /**
     * How many passages there must be: those of searchable documents that are there as they are.
     */
    public Uni<Long> passagesAtLeast(String indexCompat) {
        return sum(
                "ingest.index_copies c join ingest.documents d on d.id = c.document_id and"
                        + " d.indexed_generation = c.generation where c.index_compat = ?1 and"
                        + " c.published and "
                        + SEARCHABLE,
                indexCompat);
    }

    private static Uni<Long> sum(String copies, String indexCompat) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select coalesce(sum(c.written), 0)::bigint from "
                                                        + copies,
                                                Long.class)
                                        .setParameter(1, indexCompat)
                                        .getSingleResult());
    }

    /**
     * A document's row says how many passages it has; those of one whose next generation is on its
     * way are counted.
     */
    public Uni<Progress> progress(String indexCompat) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select count(*), count(*) filter (where"
                                                        + " c.published), coalesce(sum(case when"
                                                        + " d.generation = d.indexed_generation then"
                                                        + " d.chunks else (select count(*) from"
                                                        + " ingest.chunks k where k.document_id ="
                                                        + " d.id and k.generation ="
                                                        + " d.indexed_generation) end), 0)::bigint,"
                                                        + " coalesce(sum(c.written), 0)::bigint from"
                                                        + " ingest.documents d left join"
                                                        + " ingest.index_copies c on c.index_compat"
                                                        + " = ?1 and c.document_id = d.id and"
                                                        + " c.generation = d.indexed_generation"
                                                        + " where "
                                                        + SEARCHABLE,
                                                Object[].class)
                                        .setParameter(1, indexCompat)
                                        .getSingleResult())
                .map(IndexCopies::progress);
    }

    private static Progress progress(Object[] row) {
        return new Progress(number(row[0]), number(row[1]), number(row[2]), number(row[3]));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    /**
     * Documents that were indexed before copies were counted are in the one collection there was.
     * Does nothing the second time.
     */
    public Uni<Void> adopt(String indexCompat) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "insert into ingest.index_copies (index_compat,"
                                                        + " document_id, generation, written,"
                                                        + " published) select ?1, d.id,"
                                                        + " d.indexed_generation, (select count(*)"
                                                        + " from ingest.chunks k where k.document_id"
                                                        + " = d.id and k.generation ="
                                                        + " d.indexed_generation), true from"
                                                        + " ingest.documents d where "
                                                        + SEARCHABLE
                                                        + " and not exists (select 1 from"
                                                        + " ingest.index_copies c where"
                                                        + " c.document_id = d.id) on conflict do"
                                                        + " nothing")
                                        .setParameter(1, indexCompat)
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /** A document that is gone is in no collection. */
    public Uni<Void> forgetDocument(UUID documentId) {
        return delete("document_id", documentId);
    }

    /** Generations before this one are in no collection. */
    public Uni<Void> forgetBefore(GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "delete from ingest.index_copies where document_id"
                                                        + " = ?1 and generation < ?2")
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /** A collection that is about to be dropped has nothing. */
    public Uni<Void> forgetIndex(String indexCompat) {
        return delete("index_compat", indexCompat);
    }

    private static Uni<Void> delete(String column, Object value) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "delete from ingest.index_copies where "
                                                        + column
                                                        + " = ?1")
                                        .setParameter(1, value)
                                        .executeUpdate())
                .replaceWithVoid();
    }
}
