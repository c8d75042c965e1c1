package io.fumikura.ingest.ocr.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.ingest.ocr.mapping.ForeignPage.Cell;
import io.fumikura.ingest.ocr.mapping.ForeignPage.Table;
import io.fumikura.ingest.ocr.mapping.Mapping.TableRule;
import io.fumikura.ocr.geometry.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one table, each place of the grid taken by one of them. A span that would reach over
 * another cell or out of the grid is cut; the text of a second cell in one place joins the first's.
 */
final class ForeignTableReader {
    private static final int MOST_ROWS = 2000;
    private static final int MOST_COLUMNS = 200;

    /** A cell over more places than this is taken for one that covers its first. */
    private static final int MOST_PLACES = 2500;

    private final Fields fields;
    private final TableRule rule;
    private final UnaryOperator<String> counted;

    /**
     * @param counted told of each text, for the limit of the page
     */
    ForeignTableReader(Fields fields, TableRule rule, UnaryOperator<String> counted) {
        this.fields = fields;
        this.rule = rule;
        this.counted = counted;
    }

    private record Place(int row, int column) {}

    /** Null where there is no cell that could be used. */
    @Nullable Table read(JsonNode node, Box table) {
        List<Cell> cells = new ArrayList<>();
        for (JsonNode cell : node.at(rule.cells())) {
            cell(cell, table).ifPresent(cells::add);
        }
        if (cells.isEmpty()) {
            return null;
        }
        int rows = size(node, rule.rows(), MOST_ROWS);
        int columns = size(node, rule.columns(), MOST_COLUMNS);
        for (Cell cell : cells) {
            rows = Math.max(rows, cell.row() + 1);
            columns = Math.max(columns, cell.column() + 1);
        }
        return new Table(rows, columns, apart(cells, rows, columns));
    }

    private static int size(JsonNode node, @Nullable JsonPointer pointer, int most) {
        return Fields.whole(Fields.at(node, pointer))
                .filter(size -> size > 0 && size <= most)
                .map(Long::intValue)
                .orElse(1);
    }

    private Optional<Cell> cell(JsonNode node, Box table) {
        Optional<Integer> row = index(node, rule.row(), MOST_ROWS);
        Optional<Integer> column = index(node, rule.column(), MOST_COLUMNS);
        if (row.isEmpty() || column.isEmpty()) {
            return Optional.empty();
        }
        JsonNode header = Fields.at(node, rule.header());
        return Optional.of(
                new Cell(
                        row.get(),
                        column.get(),
                        size(node, rule.rowSpan(), MOST_ROWS),
                        size(node, rule.columnSpan(), MOST_COLUMNS),
                        header.isBoolean() ? header.booleanValue() : null,
                        fields.box(node, rule.place()).orElse(table),
                        counted.apply(PlainText.of(node.at(rule.text())))));
    }

    private Optional<Integer> index(JsonNode node, JsonPointer pointer, int most) {
        return Fields.whole(node.at(pointer))
                .map(number -> number - rule.first())
                .filter(index -> index >= 0 && index < most)
                .map(Long::intValue);
    }

    private static List<Cell> apart(List<Cell> cells, int rows, int columns) {
        List<Cell> sorted = new ArrayList<>(cells);
        sorted.sort(Comparator.comparingInt(Cell::row).thenComparingInt(Cell::column));
        List<Cell> kept = new ArrayList<>();
        Map<Place, Integer> taken = new HashMap<>();
        // Before any span is laid out, so that none covers where another cell begins.
        for (Cell cell : sorted) {
            Integer there = taken.putIfAbsent(new Place(cell.row(), cell.column()), kept.size());
            if (there == null) {
                kept.add(cell);
            } else {
                kept.set(there, joined(kept.get(there), cell));
            }
        }
        for (int i = 0; i < kept.size(); i++) {
            kept.set(i, spread(kept.get(i), i, taken, rows, columns));
        }
        return kept;
    }

    private static Cell joined(Cell first, Cell second) {
        String text = (first.text() + "\n" + second.text()).strip();
        return with(first, first.rowSpan(), first.columnSpan(), text);
    }

    private static Cell spread(
            Cell cell, int index, Map<Place, Integer> taken, int rows, int columns) {
        int height = Math.min(cell.rowSpan(), rows - cell.row());
        int width = Math.min(cell.columnSpan(), columns - cell.column());
        if (height * width > MOST_PLACES) {
            return with(cell, 1, 1, cell.text());
        }
        List<Place> places = new ArrayList<>();
        for (int row = cell.row(); row < cell.row() + height; row++) {
            for (int column = cell.column(); column < cell.column() + width; column++) {
                Place place = new Place(row, column);
                Integer there = taken.get(place);
                if (there != null && there != index) {
                    return with(cell, 1, 1, cell.text());
                }
                places.add(place);
            }
        }
        places.forEach(place -> taken.put(place, index));
        return with(cell, height, width, cell.text());
    }

    private static Cell with(Cell cell, int rowSpan, int columnSpan, String text) {
        return new Cell(
                cell.row(), cell.column(), rowSpan, columnSpan, cell.header(), cell.box(), text);
    }
}
