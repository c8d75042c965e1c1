package io.fumikura.ingest.store;

import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pages of a generation, for who wants to read them. All methods run inside a session. */
public final class StoredPages {

    public Uni<Optional<PageRow>> page(GenerationKey key, int number) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.find(
                                        PageRow.class,
                                        new PageRow.Key(
                                                key.documentId(), key.generation(), number)))
                .map(Optional::ofNullable);
    }

    /**
     * How many pages there are.
     *
     * @param recognised read by OCR
     */
    public record Counts(long pages, long recognised) {}

    public Uni<Counts> counts(GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "select count(*), count(confidence) from PageRow"
                                                        + " where documentId = ?1 and generation ="
                                                        + " ?2",
                                                Object[].class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .getSingleResult())
                .map(
                        row ->
                                new Counts(
                                        ((Number) row[0]).longValue(),
                                        ((Number) row[1]).longValue()));
    }

    /** Pages with their text, in order. */
    public Uni<List<Page>> pages(GenerationKey key, PageRange range) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "from PageRow where documentId = ?1 and generation"
                                                        + " = ?2 and number between ?3 and ?4 order"
                                                        + " by number",
                                                PageRow.class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .setParameter(3, range.first())
                                        .setParameter(4, range.last())
                                        .getResultList())
                .chain(rows -> lines(key, range).map(lines -> pages(rows, lines)));
    }

    private static List<Page> pages(List<PageRow> rows, List<LineRow> lines) {
        Map<Integer, List<LineRow>> ofPage =
                lines.stream().collect(Collectors.groupingBy(line -> line.page));
        return rows.stream()
                .map(row -> row.page(ofPage.getOrDefault(row.number, List.of())))
                .toList();
    }

    private static Uni<List<LineRow>> lines(GenerationKey key, PageRange range) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "from LineRow where documentId = ?1 and generation"
                                                        + " = ?2 and page between ?3 and ?4 order"
                                                        + " by page, number",
                                                LineRow.class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .setParameter(3, range.first())
                                        .setParameter(4, range.last())
                                        .getResultList());
    }

    /** The lines of a page; none where there is no such page. */
    public Uni<List<LineRow>> lines(GenerationKey key, int page) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "from LineRow where documentId = ?1 and generation"
                                                        + " = ?2 and page = ?3 order by number",
                                                LineRow.class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .setParameter(3, page)
                                        .getResultList());
    }
}
