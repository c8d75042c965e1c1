package io.fumikura.ingest.store;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DoubtfulPage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Pages that OCR was not sure of, of the generations that searches find, or of the newest where
 * there is none. All methods run inside a session.
 */
public final class DoubtfulPages {
    private static final int WORST_LINES = 3;

    private static final String LISTED =
            " from ingest.pages p join ingest.documents d on d.id = p.document_id and p.generation"
                    + " = coalesce(d.indexed_generation, d.generation) where p.confidence < ?1 and"
                    + " d.tenant = ?2 and d.state <> '"
                    + DocumentState.DELETED.name()
                    + "'";

    /** The least sure first. */
    public Uni<List<DoubtfulPage>> list(String tenant, double below, int offset, int limit) {
        String pages =
                "select p.document_id, p.generation, d.title, p.number, p.confidence"
                        + LISTED
                        + " order by p.confidence, p.document_id, p.number limit ?3 offset ?4";
        String worst =
                "select l.number, l.text, l.confidence from ingest.lines l where l.document_id ="
                        + " r.document_id and l.generation = r.generation and l.page = r.number and"
                        + " l.confidence is not null order by l.confidence, l.number limit "
                        + WORST_LINES;
        return Panache.getSession()
                .chain(
                        s ->
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
                                                Object[].class)
                                        .setParameter(1, below)
                                        .setParameter(2, tenant)
                                        .setParameter(3, limit)
                                        .setParameter(4, offset)
                                        .getResultList())
                .map(DoubtfulPages::grouped);
    }

    public Uni<Long> count(String tenant, double below) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery("select count(*)" + LISTED, Long.class)
                                        .setParameter(1, below)
                                        .setParameter(2, tenant)
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
