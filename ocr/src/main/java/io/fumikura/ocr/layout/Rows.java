package io.fumikura.ocr.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Lines side by side, row after row, as tables and forms are read. */
final class Rows {
    private static final double IN_THE_BAND = 0.5;
    private static final double ON_TOP_OF_EACH_OTHER = 0.3;

    private Rows() {}

    /**
     * @param spans sorted by {@link Span#DOWN}
     */
    static List<List<Span>> of(List<Span> spans) {
        List<List<Span>> rows = new ArrayList<>();
        for (Span span : spans) {
            List<Span> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
            if (!last.isEmpty() && belongs(span, last)) {
                last.add(span);
            } else {
                List<Span> row = new ArrayList<>();
                row.add(span);
                rows.add(row);
            }
        }
        rows.forEach(
                row -> row.sort(Comparator.comparingDouble(Span::u0).thenComparing(Span.DOWN)));
        return rows;
    }

    private static boolean belongs(Span span, List<Span> row) {
        double top = median(row, Span::v0);
        double bottom = median(row, Span::v1);
        double overlap = Math.min(bottom, span.v1()) - Math.max(top, span.v0());
        if (overlap < IN_THE_BAND * Math.min(bottom - top, span.thickness())) {
            return false;
        }
        return row.stream()
                .noneMatch(
                        other ->
                                Math.min(other.u1(), span.u1()) - Math.max(other.u0(), span.u0())
                                        > ON_TOP_OF_EACH_OTHER
                                                * Math.min(other.length(), span.length()));
    }

    private static double median(List<Span> row, ToDoubleFunction<Span> edge) {
        return Median.of(row.stream().mapToDouble(edge));
    }
}
