package io.fumikura.ingest.store;

import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The parts of long documents that are being read. All methods run inside a transaction. */
public final class PageParts {

    /** These parts are to be read. */
    public Uni<Void> plan(GenerationKey key, List<PageRange> parts) {
        PagePartRow[] rows =
                parts.stream().map(part -> new PagePartRow(key, part)).toArray(PagePartRow[]::new);
        return Panache.getSession().chain(session -> session.persistAll((Object[]) rows));
    }

    /**
     * Keeps a part that was read.
     *
     * @return false when it was kept before
     */
    public Uni<Boolean> keep(GenerationKey key, PageRange part, List<Page> pages) {
        return find(key, part.first())
                .chain(
                        found -> {
                            PagePartRow row = found.orElseThrow();
                            row.readBy.end();
                            return row.content != null
                                    ? Uni.createFrom().item(false)
                                    : Transactions.block(() -> PageJson.write(pages))
                                            .invoke(content -> row.content = content)
                                            .replaceWith(true);
                        })
                .call(() -> Panache.getSession().chain(session -> session.flush()));
    }

    /** Who reads a part that is still to be read; empty when it was, or is not planned. */
    public Uni<Optional<ReadBy>> readBy(GenerationKey key, PageRange part) {
        return find(key, part.first())
                .map(found -> found.filter(row -> row.content == null).map(row -> row.readBy));
    }

    /** Whether there are any, read or not: records are on the way that go on with them. */
    public Uni<Boolean> arePlanned(GenerationKey key) {
        return firstPages(key).map(pages -> !pages.isEmpty());
    }

    /** How many parts are still to be read. */
    public Uni<Long> left(GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "select count(*) from PagePartRow where documentId"
                                                        + " = ?1 and generation = ?2 and content is"
                                                        + " null",
                                                Long.class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .getSingleResult());
    }

    /** The first pages of the parts, in order. */
    public Uni<List<Integer>> firstPages(GenerationKey key) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "select firstPage from PagePartRow where documentId"
                                                        + " = ?1 and generation = ?2 order by"
                                                        + " firstPage",
                                                Integer.class)
                                        .setParameter(1, key.documentId())
                                        .setParameter(2, key.generation())
                                        .getResultList());
    }

    /** What was kept of the part that begins there. */
    public Uni<List<Page>> pages(GenerationKey key, int firstPage) {
        return find(key, firstPage)
                .map(found -> found.map(row -> row.content))
                .chain(
                        content ->
                                Transactions.block(
                                        () -> content.map(PageJson::read).orElse(List.of())));
    }

    private static Uni<Optional<PagePartRow>> find(GenerationKey key, int firstPage) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.find(
                                        PagePartRow.class,
                                        new PagePartRow.Key(
                                                key.documentId(), key.generation(), firstPage)))
                .map(Optional::ofNullable);
    }
}
