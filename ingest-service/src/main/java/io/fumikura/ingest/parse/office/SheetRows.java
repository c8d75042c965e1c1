package io.fumikura.ingest.parse.office;

import io.fumikura.ingest.parse.ParseBudget;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of one sheet that are not empty, with what their cells show. */
final class SheetRows implements Closeable {
    /** Empty cells in front of one that are kept; further out a cell stands beside the last one. */
    private static final int MAX_GAP = 200;

    private final XmlCursor xml;
    private final SharedStrings strings;
    private final CellFormats formats;
    private final ParseBudget budget;
    private long characters;

    SheetRows(XmlCursor xml, SharedStrings strings, CellFormats formats, ParseBudget budget) {
        this.xml = xml;
        this.strings = strings;
        this.formats = formats;
        this.budget = budget;
    }

    /**
     * @param cells from the first column on, empty ones between them included
     * @param numbers how many of them are no text
     */
    record Row(List<String> cells, int numbers) {
        Row {
            cells = List.copyOf(cells);
        }

        List<String> present() {
            return cells.stream().filter(cell -> !cell.isBlank()).toList();
        }

        int filled() {
            return present().size();
        }

        boolean isAllText() {
            return numbers == 0;
        }
    }

    /** Empty after the last. */
    Optional<Row> next() {
        while (xml.next()) {
            if (xml.isStart("row")) {
                Row row = row();
                if (row.filled() > 0) {
                    return Optional.of(row);
                }
            }
        }
        return Optional.empty();
    }

    private Row row() {
        int start = xml.depth();
        List<String> cells = new ArrayList<>();
        int numbers = 0;
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("c")) {
                int column = column(xml.attribute("r"));
                String type = xml.attribute("t", "n");
                String shown = cell(type, xml.number("s", 0)).strip();
                if (!shown.isEmpty()) {
                    fill(cells, column);
                    cells.add(shown);
                    numbers += type.equals("n") || type.equals("d") ? 1 : 0;
                    characters += shown.length() + 3;
                    budget.checkCharacters(characters);
                }
            }
        }
        return new Row(cells, numbers);
    }

    private static void fill(List<String> cells, int column) {
        if (column - cells.size() <= MAX_GAP) {
            while (cells.size() < column) {
                cells.add("");
            }
        }
    }

    /** AB12 is column 27, counted from 0; without a name the next one. */
    private static int column(@Nullable String name) {
        int column = 0;
        for (int i = 0; name != null && i < Math.min(name.length(), 3); i++) {
            char c = name.charAt(i);
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = 26 * column + c - 'A' + 1;
        }
        return column - 1;
    }

    private String cell(String type, int style) {
        int start = xml.depth();
        StringBuilder value = new StringBuilder();
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("v")) {
                xml.text(value);
            } else if (xml.isStart("is")) {
                SharedStrings.richText(xml, value);
            } else if (xml.isStart("f")) {
                xml.skip();
            }
        }
        String raw = value.toString().strip();
        return switch (type) {
            case "s" -> strings.get(index(raw));
            case "b" -> raw.equals("1") ? "TRUE" : raw.isEmpty() ? "" : "FALSE";
            case "n" -> raw.isEmpty() ? "" : formats.show(raw, style);
            default -> value.toString();
        };
    }

    private static int index(String raw) {
        return raw.matches("[0-9]{1,9}") ? Integer.parseInt(raw) : -1;
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
