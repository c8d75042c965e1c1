package io.fumikura.ingest.chunk;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the pages of one document into units, in order. What repeats over the pages is left out; a
 * sentence that runs over to the next page is put together again; a heading that no text follows
 * goes in front of the text that comes next.
 */
final class Outline {
    /** A table header longer than this is not repeated, in characters. */
    private static final int MAX_HEADER = 1_000;

    /** Headings without text that are kept back before they become a passage of their own. */
    private static final int MAX_CARRIED = 20;

    private final Pieces pieces = new Pieces();
    private final HeadingPath path;
    private final List<Unit> units = new ArrayList<>();
    private final List<Piece> carried = new ArrayList<>();
    private final List<Piece> list = new ArrayList<>();
    private final PageBreak pageBreak = new PageBreak();
    private @Nullable Block before;

    Outline(String title) {
        this.path = new HeadingPath(title);
    }

    List<Unit> take(List<Page> pages) {
        for (Page page : pages) {
            take(page);
        }
        return drain();
    }

    private void take(Page page) {
        pageBreak.enter(page);
        before = null;
        if (page.needsOcr()) {
            pageBreak.giveUp(units);
        }
        for (Block block : page.blocks()) {
            if (!(block instanceof Block.Running)) {
                take(block, page.number());
                before = block;
            }
        }
        endList();
        if (before instanceof Block.Paragraph || before instanceof Block.ListItem) {
            pageBreak.leave(page, units);
        }
    }

    private void take(Block block, int page) {
        if (!(block instanceof Block.ListItem)) {
            endList();
        }
        if (block instanceof Block.Heading heading) {
            pageBreak.giveUp(units);
            carry(path.enter(heading, page));
        } else if (block instanceof Block.Paragraph) {
            paragraph(pieces.sentences(block.lines(), page));
        } else if (block instanceof Block.ListItem) {
            pageBreak.giveUp(units);
            list.addAll(pieces.sentences(block.lines(), page));
        } else if (block instanceof Block.Table table) {
            pageBreak.giveUp(units);
            table(table, page);
        } else {
            pageBreak.giveUp(units);
            boolean caption = block instanceof Block.Caption;
            add(caption ? Unit.Kind.CAPTION : Unit.Kind.LINES, pieces.lines(block.lines(), page));
        }
    }

    private void paragraph(List<Piece> sentences) {
        List<Piece> rest = pageBreak.goOn(sentences, units);
        add(Unit.Kind.PARAGRAPH, rest);
    }

    private void endList() {
        add(Unit.Kind.LIST, list);
        list.clear();
    }

    /** A caption right in front of a table is a part of its header. */
    private void table(Block.Table table, int page) {
        Section section = path.fill();
        List<Line> header = new ArrayList<>(table.lines().subList(0, table.headerRows()));
        List<Piece> rows = pieces.lines(table.lines(), page);
        if (rows.isEmpty()) {
            return;
        }
        List<Piece> content = new ArrayList<>();
        if (before instanceof Block.Caption caption && endsWithCaption(section)) {
            content.addAll(units.remove(units.size() - 1).pieces());
            header.addAll(0, caption.lines());
        }
        content.addAll(withCarried(rows));
        String text = header.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
        units.add(
                new Unit(
                        Unit.Kind.TABLE,
                        section,
                        content,
                        text.length() <= MAX_HEADER ? text : ""));
    }

    private boolean endsWithCaption(Section section) {
        if (units.isEmpty()) {
            return false;
        }
        Unit last = units.get(units.size() - 1);
        return last.kind() == Unit.Kind.CAPTION && last.section() == section;
    }

    private void add(Unit.Kind kind, List<Piece> content) {
        if (!content.isEmpty()) {
            units.add(new Unit(kind, path.fill(), withCarried(content)));
        }
    }

    private List<Piece> withCarried(List<Piece> content) {
        List<Piece> all = new ArrayList<>();
        Piece.Place place = content.get(0).place();
        for (Piece heading : carried) {
            boolean here = heading.place().page() == place.page();
            all.add(here ? heading : new Piece(heading.text(), place));
        }
        carried.clear();
        all.addAll(content);
        return all;
    }

    private void carry(List<Piece> headings) {
        carried.addAll(headings);
        if (carried.size() > MAX_CARRIED) {
            dropCarried();
        }
    }

    private void dropCarried() {
        if (!carried.isEmpty()) {
            units.add(new Unit(Unit.Kind.HEADINGS, path.outside(), carried));
            carried.clear();
        }
    }

    List<Unit> finish() {
        pageBreak.giveUp(units);
        carry(path.leave(0));
        dropCarried();
        return drain();
    }

    private List<Unit> drain() {
        List<Unit> result = List.copyOf(units);
        units.clear();
        return result;
    }
}
