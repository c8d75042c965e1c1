package io.fumikura.ingest.parse.office;

import io.fumikura.ingest.parse.PageBuilder;
import io.fumikura.ingest.parse.RowTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a DOCX file, row by row. A table inside a cell is text of that cell; a cell that goes
 * on from the row above is empty.
 */
final class WordTable {
    private final XmlCursor xml;
    private final PageBuilder pages;
    private final RowTable rows;
    private boolean headed;
    private boolean firstRowIsHeader;
    private boolean inBody;

    private WordTable(XmlCursor xml, PageBuilder pages) {
        this.xml = xml;
        this.pages = pages;
        this.rows = new RowTable(pages);
    }

    /** The table that starts here, to its end. */
    static void read(XmlCursor xml, PageBuilder pages) {
        WordTable table = new WordTable(xml, pages);
        table.read();
        table.rows.end();
    }

    private void read() {
        int start = xml.depth();
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("tblLook")) {
                boolean first = (flags(xml.attribute("val", "")) & 0x20) != 0;
                firstRowIsHeader = xml.attribute("firstRow", first ? "1" : "0").equals("1");
            } else if (xml.isStart("tr")) {
                row();
            }
        }
    }

    private static int flags(String hexadecimal) {
        return hexadecimal.matches("[0-9A-Fa-f]{1,6}") ? Integer.parseInt(hexadecimal, 16) : 0;
    }

    private void row() {
        int start = xml.depth();
        List<String> cells = new ArrayList<>();
        boolean header = false;
        int characters = 0;
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("tblHeader")) {
                header = xml.isOn();
            } else if (xml.isStart("tc")) {
                String cell = cell();
                cells.add(cell);
                characters += cell.length();
                xml.checkHeld(characters);
            } else if (xml.isStart("del")) {
                xml.skip();
            }
        }
        if (cells.stream().allMatch(String::isBlank)) {
            return;
        }
        boolean first = !inBody && !headed && firstRowIsHeader && cells.size() > 1;
        if (!inBody && (header || first)) {
            headed = true;
            rows.header(RowTable.row(cells));
        } else {
            inBody = true;
            rows.add(RowTable.row(cells));
        }
    }

    private String cell() {
        int start = xml.depth();
        StringBuilder text = new StringBuilder();
        boolean goesOn = false;
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("vMerge")) {
                goesOn = !xml.attribute("val", "continue").equals("restart");
            } else if (xml.isStart("p")) {
                paragraph(WordParagraph.read(xml), text);
            } else if (xml.isStart("del")) {
                xml.skip();
            }
        }
        return goesOn ? "" : text.toString();
    }

    private void paragraph(WordParagraph paragraph, StringBuilder text) {
        if (paragraph.hasPicture()) {
            pages.picture();
        }
        if (!text.isEmpty() && !paragraph.text().isBlank()) {
            text.append(' ');
        }
        text.append(paragraph.text());
        xml.checkHeld(text.length());
        paragraph.boxes().forEach(box -> paragraph(box, text));
    }
}
