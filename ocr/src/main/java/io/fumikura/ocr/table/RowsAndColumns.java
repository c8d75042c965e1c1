package io.fumikura.ocr.table;

import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.table.TableGrid.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A grid where a model finds rows, columns and cells that span several. */
public final class RowsAndColumns {
    private RowsAndColumns() {}

    public static TableGrid of(List<Box> rows, List<Box> columns, List<Box> spans) {
        List<Box> down = rows.stream().sorted(Comparator.comparingDouble(Box::y0)).toList();
        List<Box> across = columns.stream().sorted(Comparator.comparingDouble(Box::x0)).toList();
        List<Cell> cells = new ArrayList<>();
        Set<List<Integer>> taken = new HashSet<>();
        for (Box span : spans) {
            List<List<Integer>> inside = new ArrayList<>();
            for (int r = 0; r < down.size(); r++) {
                for (int c = 0; c < across.size(); c++) {
                    if (span.contains(cell(down.get(r), across.get(c)).centre())
                            && !taken.contains(List.of(r, c))) {
                        inside.add(List.of(r, c));
                    }
                }
            }
            if (inside.size() > 1) {
                int row = inside.get(0).get(0);
                int column = inside.stream().mapToInt(p -> p.get(1)).min().orElse(0);
                int lastRow = inside.get(inside.size() - 1).get(0);
                int lastColumn = inside.stream().mapToInt(p -> p.get(1)).max().orElse(0);
                taken.addAll(inside);
                cells.add(
                        new Cell(
                                row,
                                column,
                                lastRow - row + 1,
                                lastColumn - column + 1,
                                false,
                                span));
            }
        }
        for (int r = 0; r < down.size(); r++) {
            for (int c = 0; c < across.size(); c++) {
                if (!taken.contains(List.of(r, c))) {
                    cells.add(new Cell(r, c, 1, 1, false, cell(down.get(r), across.get(c))));
                }
            }
        }
        return new TableGrid(down.size(), across.size(), cells);
    }

    private static Box cell(Box row, Box column) {
        return new Box(column.x0(), row.y0(), column.x1(), row.y1());
    }
}
