package io.fumikura.ingest.parse.office;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.PageBuilder;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The blocks of one slide. The title goes first, wherever it stands in the file. */
final class SlideText {
    private static final Set<String> TITLES = Set.of("title", "ctrTitle");
    private static final Set<String> RUNNING = Set.of("dt", "ftr", "hdr", "sldNum");
    private static final String BODY = "body";
    private static final String NO_PLACE = "";

    private final PageBuilder pages;
    private final ParseBudget budget;
    private final List<Runnable> titles = new ArrayList<>();
    private final List<Runnable> rest = new ArrayList<>();
    private final List<String> running = new ArrayList<>();

    /** A slide is put together in memory. */
    private long characters;

    SlideText(PageBuilder pages, ParseBudget budget) {
        this.pages = pages;
        this.budget = budget;
    }

    void slide(XmlCursor xml) {
        while (xml.next()) {
            if (xml.isStart("sp")) {
                Shape shape = shape(xml);
                take(shape);
            } else if (xml.isStart("tbl")) {
                table(xml);
            } else if (xml.isStart("blip")) {
                pages.picture();
            } else if (xml.isStart("Fallback")) {
                xml.skip();
            }
        }
    }

    /** What the speaker says; the picture of the slide and its number are left out. */
    void notes(XmlCursor xml) {
        while (xml.next()) {
            if (xml.isStart("sp")) {
                Shape shape = shape(xml);
                if (shape.place().equals(BODY)) {
                    shape.paragraphs().forEach(text -> add(rest, text, Block.Paragraph::new));
                }
            }
        }
    }

    /**
     * @param place the part it plays in the slide's layout, or empty
     * @param listed whether it is a place for points, which the layout marks with bullets
     */
    private record Shape(String place, boolean listed, List<String> paragraphs) {}

    private Shape shape(XmlCursor xml) {
        int start = xml.depth();
        String place = NO_PLACE;
        boolean listed = false;
        List<String> paragraphs = new ArrayList<>();
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("ph")) {
                place = xml.attribute("type", "obj");
                listed = place.equals("obj") || place.equals(BODY);
            } else if (xml.isStart("p")) {
                String text = paragraph(xml);
                if (!text.isBlank()) {
                    paragraphs.add(text.strip());
                }
            } else if (xml.isStart("blip")) {
                pages.picture();
            }
        }
        return new Shape(place, listed && paragraphs.size() > 1, paragraphs);
    }

    private String paragraph(XmlCursor xml) {
        int start = xml.depth();
        StringBuilder text = new StringBuilder();
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("t")) {
                xml.text(text);
            } else if (xml.isStart("br")) {
                text.append('\n');
            } else if (xml.isStart("tab")) {
                text.append(' ');
            }
        }
        characters += text.length();
        budget.checkHeldCharacters(characters);
        return text.toString();
    }

    private void take(Shape shape) {
        if (TITLES.contains(shape.place())) {
            String title = String.join(" ", shape.paragraphs()).replace('\n', ' ');
            add(titles, title, lines -> new Block.Heading(1, lines));
        } else if (RUNNING.contains(shape.place())) {
            running.addAll(shape.paragraphs());
        } else if (shape.listed()) {
            shape.paragraphs().forEach(text -> add(rest, "・" + text, Block.ListItem::new));
        } else {
            shape.paragraphs().forEach(text -> add(rest, text, Block.Paragraph::new));
        }
    }

    private void table(XmlCursor xml) {
        int start = xml.depth();
        boolean header = false;
        List<List<String>> rows = new ArrayList<>();
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("tblPr")) {
                header = xml.attribute("firstRow", "0").matches("1|true");
            } else if (xml.isStart("tr")) {
                rows.add(row(xml));
            }
        }
        boolean headed = header;
        rest.add(() -> table(rows, headed));
    }

    private List<String> row(XmlCursor xml) {
        int start = xml.depth();
        List<String> cells = new ArrayList<>();
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("tc")) {
                cells.add(cell(xml));
            }
        }
        return cells;
    }

    private String cell(XmlCursor xml) {
        int start = xml.depth();
        List<String> paragraphs = new ArrayList<>();
        while (xml.next() && !xml.isEndOf(start)) {
            if (xml.isStart("p")) {
                paragraphs.add(paragraph(xml));
            }
        }
        return String.join(" ", paragraphs);
    }

    private void table(List<List<String>> rows, boolean headed) {
        RowTable table = new RowTable(pages);
        boolean first = headed;
        for (List<String> cells : rows) {
            if (first) {
                table.header(RowTable.row(cells));
            } else if (!cells.stream().allMatch(String::isBlank)) {
                table.add(RowTable.row(cells));
            }
            first = false;
        }
        table.end();
    }

    private void add(List<Runnable> to, String text, Function<List<Line>, Block> makeBlock) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (!lines.isEmpty()) {
            to.add(() -> pages.add(makeBlock.apply(pages.lines(lines))));
        }
    }

    /** Puts everything on the page. */
    void end() {
        titles.forEach(Runnable::run);
        rest.forEach(Runnable::run);
        if (!running.isEmpty()) {
            pages.add(new Block.Running(pages.lines(running)));
        }
    }
}
