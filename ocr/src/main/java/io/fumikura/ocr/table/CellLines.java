package io.fumikura.ocr.table;

import io.fumikura.ocr.geometry.Box;
import java.util.ArrayList;
import java.util.List;

/** Which lines stand in which cell of a table. */
public final class CellLines {
    private static final double SHARE = 0.3;

    private CellLines() {}

    /**
     * By the largest share of the line's area; else by the nearest centre.
     *
     * @param lines boxes of lines in the table
     * @return for each cell the indexes of its lines
     */
    public static List<List<Integer>> of(TableGrid table, List<Box> lines) {
        List<List<Integer>> inside = new ArrayList<>();
        table.cells().forEach(cell -> inside.add(new ArrayList<>()));
        for (int line = 0; line < lines.size(); line++) {
            inside.get(cell(table, lines.get(line))).add(line);
        }
        return inside;
    }

    private static int cell(TableGrid table, Box line) {
        int best = 0;
        int nearest = 0;
        double share = 0;
        double distance = Double.POSITIVE_INFINITY;
        for (int i = 0; i < table.cells().size(); i++) {
            Box box = table.cells().get(i).box();
            double covered = line.area() > 0 ? box.shared(line) / line.area() : 0;
            if (covered > share) {
                share = covered;
                best = i;
            }
            double d = box.centre().distance(line.centre());
            if (d < distance) {
                distance = d;
                nearest = i;
            }
        }
        return share >= SHARE ? best : nearest;
    }
}
