package io.fumikura.ingest.store;

import io.fumikura.ingest.chunk.Chunk;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/** The text of a generation: pages, lines and chunks. */
public final class Contents {
    /** Rows written before the session forgets them, so that a long document needs no memory. */
    private static final int BATCH = 500;

    /** And chunks. */
    private static final List<String> TABLES = List.of("lines", "pages", "page_parts");

    /**
     * Adds a part of a document.
     *
     * @param firstOrdinal of these chunks
     */
    public Uni<Void> add(
            GenerationKey key, List<Page> pages, List<Chunk> chunks, int firstOrdinal) {
        return persist(pages.stream().map(page -> pageRow(key, page)).toList())
                .chain(() -> inOrder(pages, page -> persist(lineRows(key, page))))
                .chain(
                        () ->
                                persist(
                                        IntStream.range(0, chunks.size())
                                                .mapToObj(
                                                        i ->
                                                                new ChunkRow(
                                                                        key,
                                                                        firstOrdinal + i,
                                                                        chunks.get(i)))
                                                .toList()));
    }

    private static PageRow pageRow(GenerationKey key, Page page) {
        return new PageRow(key, page);
    }

    private static List<LineRow> lineRows(GenerationKey key, Page page) {
        List<LineRow> rows = new ArrayList<>();
        page.blocks()
                .forEach(
                        block -> {
                            for (Line line : block.lines()) {
                                rows.add(new LineRow(key, page.number(), line));
                            }
                        });
        return rows;
    }

    private static <T> Uni<Void> inOrder(
            List<T> items, java.util.function.Function<T, Uni<Void>> write) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(write::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static <T> Uni<Void> persist(List<T> rows) {
        List<List<T>> batches = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += BATCH) {
            batches.add(rows.subList(i, Math.min(rows.size(), i + BATCH)));
        }
        return Panache.getSession()
                .chain(session -> inOrder(batches, batch -> persistBatch(session, batch)));
    }

    private static <T> Uni<Void> persistBatch(Mutiny.Session session, List<T> batch) {
        return session.persistAll(batch.toArray())
                .chain(session::flush)
                .invoke(() -> batch.forEach(session::detach));
    }

    /** Removes what an attempt that did not come to its end left of this generation. */
    public Uni<Void> deleteOne(GenerationKey key) {
        return deleteAll("=", key);
    }

    /** The pages stay. */
    public Uni<Void> deleteChunks(GenerationKey key) {
        return delete("ChunkRow where documentId = ?1 and generation = ?2", key);
    }

    /** What a long document's parts were kept for is done. */
    public Uni<Void> deleteParts(GenerationKey key) {
        return delete("PagePartRow where documentId = ?1 and generation = ?2", key);
    }

    /** Removes what older generations had. */
    public Uni<Void> deleteBefore(GenerationKey key) {
        return deleteAll("<", key);
    }

    /** In one statement, because most documents have nothing of this. */
    private static Uni<Void> deleteAll(String compare, GenerationKey key) {
        String where = " where document_id = ?1 and generation " + compare + " ?2";
        String others =
                TABLES.stream()
                        .map(table -> table + "_gone as (delete from ingest." + table + where + ")")
                        .collect(Collectors.joining(", ", "with ", ""));
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(others + " delete from ingest.chunks" + where)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> delete(String from, GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createMutationQuery("delete from " + from)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .executeUpdate())
                .replaceWithVoid();
    }

    public Uni<List<ChunkRow>> chunks(GenerationKey key, Collection<Integer> ordinals) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "from ChunkRow where documentId = ?1 and generation"
                                                        + " = ?2 and ordinal in ?3 order by ordinal",
                                                ChunkRow.class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .setParameter(3, ordinals)
                                        .getResultList());
    }

    /** Rows that were read and are not to be changed leave the session's memory. */
    public Uni<Void> forget(List<ChunkRow> rows) {
        return Panache.getSession().invoke(s -> rows.forEach(s::detach)).replaceWithVoid();
    }

    /** Marks all passages as not in the index; says which were. */
    public Uni<List<Integer>> forgetIndexed(GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "update ingest.chunks set indexed = false where"
                                                        + " document_id = ?1 and generation = ?2 and"
                                                        + " indexed returning ordinal",
                                                Integer.class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .getResultList());
    }

    /** Marks these passages as not in the index. */
    public Uni<Void> forgetIndexed(GenerationKey key, List<Integer> ordinals) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "update ingest.chunks set indexed = false where"
                                                        + " document_id = ?1 and generation = ?2 and"
                                                        + " ordinal = any(?3)")
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .setParameter(3, ordinals.toArray(Integer[]::new))
                                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Passages that are not in the index yet. */
    public Uni<List<Integer>> notIndexed(GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "select ordinal from ChunkRow where documentId = ?1"
                                                        + " and generation = ?2 and not indexed"
                                                        + " order by ordinal",
                                                Integer.class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .getResultList());
    }

    /** How many passages, and one more than the last ordinal. */
    public record Extent(int chunks, int end) {

        /** How many there are to be; of older generations only the last ordinal tells. */
        public int expected(DocumentRow row, int generation) {
            return Math.max(generation == row.generation ? row.chunks : 1, end);
        }
    }

    /** Whether all passages are there that a document's newest generation was cut into by now. */
    public Uni<Boolean> areWhole(DocumentRow row) {
        return extent(new GenerationKey(row.id, row.generation))
                .map(extent -> extent.chunks() == extent.expected(row, row.generation));
    }

    public Uni<Extent> extent(GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "select count(*), coalesce(max(ordinal), -1) from"
                                                        + " ChunkRow where documentId = ?1 and"
                                                        + " generation = ?2",
                                                Object[].class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .getSingleResult())
                .map(
                        row ->
                                new Extent(
                                        ((Number) row[0]).intValue(),
                                        ((Number) row[1]).intValue() + 1));
    }

    public Uni<Integer> countIndexed(GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "select count(*) from ChunkRow where documentId ="
                                                        + " ?1 and generation = ?2 and indexed",
                                                Long.class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .getSingleResult())
                .map(Math::toIntExact);
    }
}
