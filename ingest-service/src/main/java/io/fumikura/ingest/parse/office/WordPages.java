package io.fumikura.ingest.parse.office;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Captions;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageBuilder;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.office.OfficePackage.Relation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The text of a DOCX file: its body, then its foot- and endnotes. A page ends where the document
 * says so, or where Word last saw one end; a DOCX file has no pages of its own.
 */
final class WordPages implements OfficePages.Source {
    private final OfficePackage parts;
    private final PageBuilder pages;
    private final WordStyles styles;
    private final WordNumbering numbering;
    private final List<String> left = new ArrayList<>();
    private @Nullable XmlCursor xml;

    WordPages(OfficePackage parts, String main, ParseBudget budget) throws IOException {
        this.parts = parts;
        this.pages = new PageBuilder(budget);
        Collection<Relation> relations = parts.relations(main).values();
        this.styles = WordStyles.read(parts, Relation.target(relations, "styles"));
        this.numbering = WordNumbering.read(parts, Relation.target(relations, "numbering"));
        left.add(main);
        for (String notes : List.of("footnotes", "endnotes")) {
            String part = Relation.target(relations, notes);
            if (part != null && parts.has(part)) {
                left.add(part);
            }
        }
    }

    @Override
    public Optional<Page> next() throws IOException {
        return pages.next(this::goOn);
    }

    /** Reads one more paragraph or table; false when there is none. */
    private boolean goOn() throws IOException {
        XmlCursor open = xml;
        if (open == null) {
            if (left.isEmpty()) {
                return false;
            }
            open = parts.read(left.remove(0));
            xml = open;
        }
        while (open.next()) {
            if (open.isStart("p")) {
                paragraph(WordParagraph.read(open));
                return true;
            }
            if (open.isStart("tbl")) {
                WordTable.read(open, pages);
                return true;
            }
            if (open.isStart("del")
                    || open.isStart("moveFrom")
                    || open.isStart("sdtPr")
                    || open.isStart("sectPr")
                    || open.isStart("Fallback")) {
                open.skip();
            }
        }
        open.close();
        xml = null;
        pages.turn();
        return true;
    }

    private void paragraph(WordParagraph paragraph) {
        if (paragraph.breaksBefore()) {
            pages.turn();
        }
        if (paragraph.hasPicture()) {
            pages.picture();
        }
        int level = paragraph.level(styles);
        String list = paragraph.list(styles);
        String text = paragraph.text().strip();
        if (!text.isEmpty()) {
            String mark = list == null ? "" : numbering.next(list, paragraph.listLevel());
            if (level != WordStyles.BODY) {
                String whole = mark.isEmpty() || mark.equals("・") ? text : mark + " " + text;
                add(whole.replace('\n', ' '), lines -> new Block.Heading(level, lines));
            } else if (!mark.isEmpty()) {
                add(mark.equals("・") ? mark + text : mark + " " + text, Block.ListItem::new);
            } else {
                add(text, Captions::paragraphOrCaption);
            }
        }
        paragraph.boxes().forEach(this::paragraph);
        if (paragraph.breaksAfter()) {
            pages.turn();
        }
    }

    private void add(String text, Function<List<Line>, Block> makeBlock) {
        List<String> present =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (!present.isEmpty()) {
            pages.add(makeBlock.apply(pages.lines(present)));
        }
    }

    @Override
    public void close() throws IOException {
        if (xml != null) {
            xml.close();
        }
    }
}
