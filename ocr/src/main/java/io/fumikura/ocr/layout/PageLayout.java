package io.fumikura.ocr.layout;

import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.geometry.Box;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the lines of a page in order and together: headers first, footers last, blocks between. */
public final class PageLayout {
    private static final double LARGE = 1.2;
    private static final double TITLE = 1.45;
    private static final int LINES_OF_A_HEADING = 2;
    private static final int LINES_OF_A_CAPTION = 3;

    private final double height;
    private final double thickness;
    private final List<Box> tables;
    private final List<OcrBlockType> regions;

    /**
     * @param tables places of tables, straight; their lines are not among those given
     * @param regions types of the regions that lines refer to
     */
    public PageLayout(
            double height, double thickness, List<Box> tables, List<OcrBlockType> regions) {
        this.height = height;
        this.thickness = Math.max(1, thickness);
        this.tables = List.copyOf(tables);
        this.regions = List.copyOf(regions);
    }

    public List<BlockDraft> arrange(List<TextLine> lines) {
        RunningLines running = RunningLines.of(lines, thickness, height);
        List<BlockDraft> blocks = new ArrayList<>();
        for (TextLine line : ordered(running.header())) {
            blocks.add(new BlockDraft(RunningLines.type(line, true), List.of(line), null));
        }
        body(running.body(), blocks);
        for (TextLine line : ordered(running.footer())) {
            blocks.add(new BlockDraft(RunningLines.type(line, false), List.of(line), null));
        }
        return withTitle(blocks);
    }

    private static List<TextLine> ordered(List<TextLine> lines) {
        Map<Integer, TextLine> byId = byId(lines);
        return ReadingOrder.of(lines.stream().map(TextLine::member).toList()).stream()
                .map(byId::get)
                .toList();
    }

    private static Map<Integer, TextLine> byId(List<TextLine> lines) {
        Map<Integer, TextLine> byId = new HashMap<>();
        lines.forEach(line -> byId.put(line.id(), line));
        return byId;
    }

    /** Lines between two tables are cut into paragraphs together. */
    private void body(List<TextLine> lines, List<BlockDraft> blocks) {
        List<Member> members = new ArrayList<>(lines.stream().map(TextLine::member).toList());
        for (int table = 0; table < tables.size(); table++) {
            members.add(new Member(-1 - table, tables.get(table), null));
        }
        Map<Integer, TextLine> byId = byId(lines);
        double large = LARGE * typical(lines);
        List<List<TextLine>> run = new ArrayList<>();
        for (List<Integer> column : ReadingOrder.columns(members)) {
            run.add(new ArrayList<>());
            for (int id : column) {
                TextLine line = byId.get(id);
                if (line != null) {
                    run.get(run.size() - 1).add(line);
                    continue;
                }
                paragraphs(run, large, blocks);
                run = new ArrayList<>();
                run.add(new ArrayList<>());
                blocks.add(new BlockDraft(OcrBlockType.TABLE, List.of(), -1 - id));
            }
        }
        paragraphs(run, large, blocks);
    }

    /** The thickness most of the text has: by length, for titles are short. */
    private double typical(List<TextLine> lines) {
        double total = lines.stream().mapToDouble(line -> line.box().length()).sum();
        List<TextLine> sorted = new ArrayList<>(lines);
        sorted.sort((a, b) -> Double.compare(a.box().thickness(), b.box().thickness()));
        double passed = 0;
        for (TextLine line : sorted) {
            passed += line.box().length();
            if (passed >= total / 2) {
                return line.box().thickness();
            }
        }
        return thickness;
    }

    private void paragraphs(List<List<TextLine>> run, double large, List<BlockDraft> blocks) {
        for (List<TextLine> lines : Paragraphs.of(run, thickness, large)) {
            blocks.add(new BlockDraft(type(lines, large), lines, null));
        }
    }

    private OcrBlockType type(List<TextLine> lines, double large) {
        TextLine first = lines.get(0);
        OcrBlockType known = region(first);
        if (known != null && known != OcrBlockType.PARAGRAPH) {
            return known;
        }
        if (Marks.beginsACaption(first.text()) && lines.size() <= LINES_OF_A_CAPTION) {
            return OcrBlockType.CAPTION;
        }
        boolean thick = first.box().thickness() >= large && lines.size() <= LINES_OF_A_HEADING;
        if (first.title() || thick) {
            return OcrBlockType.HEADING;
        }
        return Marks.beginsAnItem(first.text()) ? OcrBlockType.LIST : OcrBlockType.PARAGRAPH;
    }

    private @Nullable OcrBlockType region(TextLine line) {
        return line.region() == null ? null : regions.get(line.region());
    }

    /** The first heading, where it is far larger than the text and no other is larger. */
    private List<BlockDraft> withTitle(List<BlockDraft> blocks) {
        double largest = 0;
        int at = -1;
        for (int i = 0; i < blocks.size(); i++) {
            BlockDraft block = blocks.get(i);
            if (block.type() == OcrBlockType.TITLE) {
                return blocks;
            }
            if (block.type() == OcrBlockType.HEADING) {
                double size = block.lines().get(0).box().thickness();
                if (size > largest * 1.05) {
                    largest = size;
                    at = i;
                }
            }
        }
        if (at < 0 || largest < TITLE * thickness) {
            return blocks;
        }
        BlockDraft title = blocks.get(at);
        List<BlockDraft> named = new ArrayList<>(blocks);
        named.set(at, new BlockDraft(OcrBlockType.TITLE, title.lines(), null));
        return named;
    }
}
