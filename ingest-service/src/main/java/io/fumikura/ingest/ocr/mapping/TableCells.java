package io.fumikura.ingest.ocr.mapping;

import io.fumikura.ingest.ocr.mapping.ForeignPage.Cell;
import io.fumikura.ingest.ocr.mapping.ForeignPage.Table;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which lines of a table are in which of its cells, what the cells say, and which are headers. */
final class TableCells {
    private static final Pattern FIGURES = Pattern.compile("[0-9０-９,.，．¥￥%％\\-−+()（）\\s]+");

    private final Table table;
    private final List<List<PlacedLine>> lines = new ArrayList<>();

    /**
     * @param inside in reading order; each goes to the cell it is in or nearest to
     */
    TableCells(Table table, List<PlacedLine> inside) {
        this.table = table;
        table.cells().forEach(cell -> lines.add(new ArrayList<>()));
        for (PlacedLine line : inside) {
            lines.get(nearest(line.quad().box().centre())).add(line);
        }
    }

    private int nearest(Point point) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < table.cells().size(); i++) {
            Box box = table.cells().get(i).box();
            double distance =
                    Math.max(0, Math.max(box.x0() - point.x(), point.x() - box.x1()))
                            + Math.max(0, Math.max(box.y0() - point.y(), point.y() - box.y1()));
            if (distance < least) {
                nearest = i;
                least = distance;
            }
        }
        return nearest;
    }

    List<PlacedLine> lines(int cell) {
        return lines.get(cell);
    }

    /** What the engine says of the cell, and what lines in it say besides. */
    String text(int cell) {
        StringBuilder text = new StringBuilder(table.cells().get(cell).text());
        String known = PlainText.withoutBlanks(text.toString());
        for (PlacedLine line : lines.get(cell)) {
            if (!known.contains(PlainText.withoutBlanks(line.text()))) {
                text.append(text.isEmpty() ? "" : "\n").append(line.text());
            }
        }
        return text.toString();
    }

    /** As the engine says it; else the first of several rows, where it has text and no figures. */
    boolean isHeader(int cell) {
        Boolean said = table.cells().get(cell).header();
        return said == null ? table.cells().get(cell).row() == 0 && firstRowNames() : said;
    }

    private boolean firstRowNames() {
        boolean any = false;
        for (int i = 0; i < table.cells().size(); i++) {
            Cell cell = table.cells().get(i);
            String text = cell.row() == 0 ? text(i) : "";
            if (FIGURES.matcher(text).matches()) {
                return false;
            }
            any |= !text.isEmpty();
        }
        return any && table.rows() > 1;
    }
}
