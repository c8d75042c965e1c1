package io.fumikura.ocr.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the lines of a column begin and end. */
record Column(double u0, double u1, int number) {
    /** The few lines beyond this share of them run over the edge. */
    private static final double FULL = 0.9;

    /**
     * The column of each line, by its id.
     *
     * @param columns lines in reading order
     */
    static Map<Integer, Column> of(List<List<TextLine>> columns) {
        Map<Integer, Column> of = new HashMap<>();
        for (int number = 0; number < columns.size(); number++) {
            List<TextLine> lines = columns.get(number);
            double u0 = lines.stream().mapToDouble(l -> l.span().u0()).min().orElse(0);
            double[] ends = lines.stream().mapToDouble(l -> l.span().u1()).sorted().toArray();
            double u1 = ends.length == 0 ? 0 : ends[(int) (FULL * (ends.length - 1))];
            Column column = new Column(u0, u1, number);
            lines.forEach(line -> of.put(line.id(), column));
        }
        return of;
    }
}
