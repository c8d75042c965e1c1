package io.fumikura.ingest.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table that is written row by row, however long it is: when the page is full it goes on on the
 * next one, under its header. To be ended.
 */
public final class RowTable {
    /** Characters after which the page is turned. */
    private static final int MAX_CHARACTERS = 50_000;

    /** A header longer than this is not repeated, in characters. */
    private static final int MAX_HEADER = 2_000;

    private final PageBuilder pages;
    private final List<String> header = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private int characters;
    private boolean written;

    public RowTable(PageBuilder pages) {
        this.pages = pages;
    }

    /** Cells as they stand in a line; blanks and line breaks inside them are one blank. */
    public static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replaceAll("\\s+", " ").strip())
                .collect(Collectors.joining(Block.Table.CELL_SEPARATOR));
    }

    /** A row of the header; before all others. */
    public void header(String row) {
        header.add(row);
    }

    public void add(String row) {
        if (header.size() + rows.size() + 1 >= pages.room() || characters > MAX_CHARACTERS) {
            flush();
            pages.turn();
        }
        rows.add(row);
        characters += row.length();
    }

    private void flush() {
        if (rows.isEmpty()) {
            return;
        }
        write(rows);
        rows.clear();
        characters = 0;
        if (header.stream().mapToInt(String::length).sum() > MAX_HEADER) {
            header.clear();
        }
    }

    private void write(List<String> body) {
        written = true;
        List<String> all = new ArrayList<>(header);
        all.addAll(body);
        pages.add(new Block.Table(header.size(), pages.lines(all)));
    }

    /** A table of nothing but a header is a table, too. */
    public void end() {
        flush();
        if (!written && !header.isEmpty()) {
            write(List.of());
        }
    }
}
