package io.fumikura.ingest.store;

import io.fumikura.access.Caller;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DoubtfulPage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Pages that OCR was not sure of, of the generations that searches find, or of the newest where
 * there is none. All methods run inside a session.
 */
public final class DoubtfulPages {
    private static final int WORST_LINES = 3;

    private static final String OF_ALL =
            " from ingest.pages p join ingest.documents d on d.id = p.document_id and p.generation"
                    + " = coalesce(d.indexed_generation, d.generation) where p.confidence < :below and"
                    + " d.tenant = :tenant and d.state <> '"
                    + DocumentState.DELETED.name()
                    + "'";

    private static final String OPEN_OR_SHARED =
            " and (cardinality(d.groups) = 0 or d.groups && cast(:groups as varchar[]))";

    /** The least sure first. */
    public Uni<List<DoubtfulPage>> list(Caller caller, double below, int offset, int limit) {
        String pages =
                "select p.document_id, p.generation, d.title, p.number, p.confidence"
                        + listed(caller)
                        + " order by p.confidence, p.document_id, p.number limit :limit offset :offset";
        String worst =
                "select l.number, l.text, l.confidence from ingest.lines l where l.document_id ="
                        + " r.document_id and l.generation = r.generation and l.page = r.number and"
                        + " l.confidence is not null order by l.confidence, l.number limit "
                        + WORST_LINES;
        return Panache.getSession()
                .chain(
                        s ->
                                bound(
                                                s.createNativeQuery(
                                                        "select r.document_id, r.title, r.number,"
                                                                + " r.confidence, w.number, w.text,"
                                                                + " w.confidence from ("
                                                                + pages
                                                                + ") r left join lateral ("
                                                                + worst
                                                                + ") w on true order by r.confidence,"
                                                                + " r.document_id, r.number, w.confidence,"
                                                                + " w.number",
                                                        Object[].class),
                                                caller,
                                                below)
                                        .setParameter("limit", limit)
                                        .setParameter("offset", offset)
                                        .getResultList())
                .map(DoubtfulPages::grouped);
    }

    private static String listed(Caller caller) {
        return caller.readsEveryGroup() ? OF_ALL : OF_ALL + OPEN_OR_SHARED;
    }

    private static <T> Mutiny.SelectionQuery<T> bound(
            Mutiny.SelectionQuery<T> query, Caller caller, double below) {
        Mutiny.SelectionQuery<T> bound =
                query.setParameter("below", below).setParameter("tenant", caller.tenant());
        return caller.readsEveryGroup()
                ? bound
                : bound.setParameter("groups", caller.groups().toArray(String[]::new));
    }

    public Uni<Long> count(Caller caller, double below) {
        return Panache.getSession()
                .chain(
                        s ->
                                bound(
                                                s.createNativeQuery(
                                                        "select count(*)" + listed(caller),
                                                        Long.class),
                                                caller,
                                                below)
                                        .getSingleResult());
    }

    /** Which page a row belongs to. */
    private record Place(UUID document, int page) {}

    private static List<DoubtfulPage> grouped(List<Object[]> rows) {
        Map<Place, List<Object[]>> pages = new LinkedHashMap<>();
        for (Object[] row : rows) {
            Place place = new Place((UUID) row[0], ((Number) row[2]).intValue());
            pages.computeIfAbsent(place, seen -> new ArrayList<>()).add(row);
        }
        return pages.values().stream().map(DoubtfulPages::page).toList();
    }

    private static DoubtfulPage page(List<Object[]> rows) {
        Object[] first = rows.get(0);
        return new DoubtfulPage(
                (UUID) first[0],
                (String) first[1],
                ((Number) first[2]).intValue(),
                ((Number) first[3]).floatValue(),
                rows.stream().filter(row -> row[4] != null).map(DoubtfulPages::line).toList());
    }

    private static DoubtfulPage.Line line(Object[] row) {
        return new DoubtfulPage.Line(
                ((Number) row[4]).intValue(), (String) row[5], ((Number) row[6]).floatValue());
    }
}
