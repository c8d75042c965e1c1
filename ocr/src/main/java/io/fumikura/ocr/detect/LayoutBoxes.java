package io.fumikura.ocr.detect;

import io.fumikura.ocr.geometry.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is done with the rows of a layout model. */
final class LayoutBoxes {
    private static final double SAME_CLASS = 0.6;
    private static final double OTHER_CLASS = 0.98;
    private static final double CONTAINED = 0.7;
    private static final double FIGURE_OF_A_LANDSCAPE = 0.82;
    private static final double FIGURE_OF_A_PORTRAIT = 0.93;

    private LayoutBoxes() {}

    /** A row: class, score, box, and keys of the reading order, 0 where there are none. */
    record Row(int classId, double score, Box box, double order, double tie) {}

    /**
     * @param width of the row, 6 to 8 numbers
     */
    static List<Row> rows(float[] values, int count, int width) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = i * width;
            rows.add(
                    new Row(
                            (int) values[at],
                            values[at + 1],
                            new Box(values[at + 2], values[at + 3], values[at + 4], values[at + 5]),
                            width > 6 ? values[at + 6] : 0,
                            width > 7 ? values[at + 7] : 0));
        }
        return rows;
    }

    /**
     * Some exports forget the page: all boxes lie in the square of the input.
     *
     * @param side of the square
     */
    static List<Row> onPage(List<Row> rows, double side, double width, double height) {
        boolean inSquare =
                Math.max(width, height) > 1.5 * side
                        && rows.stream()
                                .allMatch(r -> r.box().x1() <= side && r.box().y1() <= side);
        return rows.stream()
                .map(
                        r ->
                                inSquare
                                        ? new Row(
                                                r.classId(),
                                                r.score(),
                                                new Box(
                                                        r.box().x0() * width / side,
                                                        r.box().y0() * height / side,
                                                        r.box().x1() * width / side,
                                                        r.box().y1() * height / side),
                                                r.order(),
                                                r.tie())
                                        : r)
                .toList();
    }

    static List<Row> kept(
            List<Row> rows, double threshold, int figure, double width, double height) {
        double most = width > height ? FIGURE_OF_A_LANDSCAPE : FIGURE_OF_A_PORTRAIT;
        List<Row> candidates =
                rows.stream()
                        .filter(r -> r.classId() >= 0 && r.score() >= threshold)
                        .filter(
                                r ->
                                        r.classId() != figure
                                                || r.box().area() <= most * width * height)
                        .sorted(Comparator.comparingDouble(Row::score).reversed())
                        .toList();
        List<Row> kept = new ArrayList<>();
        for (Row row : candidates) {
            if (kept.stream().noneMatch(other -> isSame(row, other))) {
                kept.add(row);
            }
        }
        return kept.stream()
                .filter(r -> kept.stream().noneMatch(o -> isInside(r, o, figure)))
                .sorted(
                        Comparator.comparingDouble(Row::order)
                                .thenComparing(Comparator.comparingDouble(Row::tie).reversed()))
                .toList();
    }

    private static boolean isSame(Row row, Row other) {
        double limit = row.classId() == other.classId() ? SAME_CLASS : OTHER_CLASS;
        return row.box().overlap(other.box()) > limit;
    }

    /** The larger is kept, unless just one of the two is a picture. */
    private static boolean isInside(Row row, Row other, int figure) {
        boolean smaller =
                row.box().area() < other.box().area()
                        || (row.box().area() == other.box().area() && row.score() < other.score());
        return smaller
                && DetrBoxes.contained(row.box(), other.box()) > CONTAINED
                && (row.classId() == figure) == (other.classId() == figure);
    }
}
