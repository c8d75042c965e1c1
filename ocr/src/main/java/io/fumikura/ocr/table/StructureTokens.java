package io.fumikura.ocr.table;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.table.TableGrid.Cell;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places the cells that structure tokens tell of, row after row as HTML does. */
public final class StructureTokens {
    private static final Pattern SPAN = Pattern.compile(" ?(col|row)span=\"(\\d+)\"");

    private StructureTokens() {}

    /** A cell in the making. */
    private static final class Open {
        private int rows = 1;
        private int columns = 1;
    }

    /**
     * @param boxes of the cells in their order; one that is missing is empty
     */
    public static TableGrid of(List<String> tokens, List<Box> boxes) {
        List<Cell> cells = new ArrayList<>();
        Set<List<Integer>> taken = new HashSet<>();
        int row = -1;
        boolean header = false;
        Open open = null;
        for (String token : tokens) {
            if (token.equals("<thead>") || token.equals("</thead>")) {
                header = token.equals("<thead>");
            } else if (token.equals("<tr>")) {
                row++;
            } else if (token.equals("<td></td>")) {
                cells.add(placed(new Open(), Math.max(0, row), header, taken, boxes, cells.size()));
            } else if (token.equals("<td") || token.equals("<td ")) {
                open = new Open();
            } else if (token.equals("</td>") && open != null) {
                cells.add(placed(open, Math.max(0, row), header, taken, boxes, cells.size()));
                open = null;
            } else if (open != null) {
                Matcher span = SPAN.matcher(token);
                if (span.matches()) {
                    int count = Integer.parseInt(span.group(2));
                    if (span.group(1).equals("col")) {
                        open.columns = count;
                    } else {
                        open.rows = count;
                    }
                }
            }
        }
        int rows = taken.stream().mapToInt(p -> p.get(0) + 1).max().orElse(0);
        int columns = taken.stream().mapToInt(p -> p.get(1) + 1).max().orElse(0);
        return new TableGrid(rows, columns, cells);
    }

    private static Cell placed(
            Open open,
            int row,
            boolean header,
            Set<List<Integer>> taken,
            List<Box> boxes,
            int index) {
        int column = 0;
        while (taken.contains(List.of(row, column))) {
            column++;
        }
        for (int r = 0; r < open.rows; r++) {
            for (int c = 0; c < open.columns; c++) {
                taken.add(List.of(row + r, column + c));
            }
        }
        Box box = index < boxes.size() ? boxes.get(index) : new Box(0, 0, 0, 0);
        return new Cell(row, column, open.rows, open.columns, header, box);
    }
}
