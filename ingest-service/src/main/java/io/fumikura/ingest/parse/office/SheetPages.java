package io.fumikura.ingest.parse.office;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageBuilder;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.RowTable;
import io.fumikura.ingest.parse.office.OfficePackage.Relation;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sheets of an XLSX file in their order, each on pages of its own under its name. Rows at the
 * top with one cell only are its title; the first row of several cells, all of them text, is the
 * header of the table.
 */
final class SheetPages implements OfficePages.Source {
    private final OfficePackage parts;
    private final PageBuilder pages;
    private final ParseBudget budget;
    private final SharedStrings strings;
    private final CellFormats formats;
    private final Deque<Sheet> left = new ArrayDeque<>();
    private @Nullable SheetRows rows;
    private @Nullable RowTable table;

    /** Name of the open sheet, until it is written: an empty sheet is not mentioned. */
    private String name = "";

    private record Sheet(String name, String part) {}

    SheetPages(OfficePackage parts, String main, ParseBudget budget) throws IOException {
        this.parts = parts;
        this.budget = budget;
        this.pages = new PageBuilder(budget);
        Map<String, Relation> relations = parts.relations(main);
        boolean from1904 = false;
        try (XmlCursor xml = parts.read(main)) {
            while (xml.next()) {
                if (xml.isStart("workbookPr")) {
                    from1904 = xml.attribute("date1904", "0").matches("1|true");
                } else if (xml.isStart("sheet")) {
                    add(xml.attribute("name", ""), relations.get(xml.relation()));
                }
            }
        }
        this.strings =
                SharedStrings.read(
                        parts, Relation.target(relations.values(), "sharedStrings"), budget);
        this.formats =
                CellFormats.read(parts, Relation.target(relations.values(), "styles"), from1904);
    }

    private void add(String name, @Nullable Relation sheet) {
        if (sheet == null || !parts.has(sheet.target())) {
            throw Damage.of("a sheet is missing");
        }
        if (sheet.is("worksheet")) {
            left.add(new Sheet(name, sheet.target()));
            budget.checkEntries(left.size());
        }
    }

    @Override
    public Optional<Page> next() throws IOException {
        return pages.next(this::goOn);
    }

    /** Reads one more row; false when there is none. */
    private boolean goOn() throws IOException {
        SheetRows open = rows;
        if (open == null) {
            Sheet sheet = left.poll();
            if (sheet == null) {
                return false;
            }
            rows = new SheetRows(parts.read(sheet.part()), strings, formats, budget);
            name = sheet.name();
            return true;
        }
        Optional<SheetRows.Row> row = open.next();
        if (row.isPresent()) {
            take(row.get());
        } else {
            if (table != null) {
                table.end();
            }
            table = null;
            open.close();
            rows = null;
            pages.turn();
        }
        return true;
    }

    private void heading() {
        if (!name.isBlank()) {
            pages.add(new Block.Heading(1, pages.lines(List.of(name.strip()))));
            name = "";
        }
    }

    private void take(SheetRows.Row row) {
        heading();
        if (table == null && row.filled() == 1) {
            pages.add(new Block.Paragraph(pages.lines(List.of(RowTable.row(row.present())))));
            return;
        }
        if (table == null) {
            table = new RowTable(pages);
            if (row.isAllText()) {
                table.header(RowTable.row(row.cells()));
                return;
            }
        }
        table.add(RowTable.row(row.cells()));
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
    }
}
