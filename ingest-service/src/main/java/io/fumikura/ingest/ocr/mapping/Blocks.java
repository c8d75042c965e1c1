package io.fumikura.ingest.ocr.mapping;

import io.fumikura.ingest.ocr.mapping.ForeignPage.Table;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.layout.BlockDraft;
import io.fumikura.ocr.layout.Directions;
import io.fumikura.ocr.layout.LineJoin;
import io.fumikura.ocr.layout.PageLayout;
import io.fumikura.ocr.layout.Skew;
import io.fumikura.ocr.layout.TextLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines into blocks: a line belongs to the smallest block that holds its centre. Those of no block
 * are put together by their places, as on a page that has no blocks at all. For one page.
 */
final class Blocks {
    private static final Set<OcrBlockType> BY_SIZE =
            Set.of(OcrBlockType.TITLE, OcrBlockType.HEADING);

    /** A block whose lines have less than this share of its own text is taken at its word. */
    private static final double COVERED = 0.5;

    private final ForeignPage page;
    private final double height;
    private final Directions directions;
    private final Skew skew;

    Blocks(ForeignPage page, double height, Directions directions, Skew skew) {
        this.page = page;
        this.height = height;
        this.directions = directions;
        this.skew = skew;
    }

    /** In no order yet. */
    List<Draft> drafts() {
        List<List<PlacedLine>> homes = new ArrayList<>();
        page.blocks().forEach(block -> homes.add(new ArrayList<>()));
        List<PlacedLine> loose = new ArrayList<>();
        for (ForeignPage.Line line : page.lines()) {
            int home = home(line);
            (home < 0 ? loose : homes.get(home)).add(placed(line));
        }
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < homes.size(); i++) {
            Draft draft = draft(page.blocks().get(i), homes.get(i));
            if (!draft.lines().isEmpty() || hasText(draft.table())) {
                drafts.add(draft);
            }
        }
        drafts.addAll(together(loose));
        return drafts;
    }

    private static boolean hasText(@Nullable Table table) {
        return table != null && table.cells().stream().anyMatch(cell -> !cell.text().isEmpty());
    }

    private int home(ForeignPage.Line line) {
        int home = -1;
        double area = Double.POSITIVE_INFINITY;
        for (int i = 0; i < page.blocks().size(); i++) {
            Box box = page.blocks().get(i).box();
            if (box.area() < area && box.contains(line.quad().box().centre())) {
                home = i;
                area = box.area();
            }
        }
        return home;
    }

    private PlacedLine placed(ForeignPage.Line line) {
        return new PlacedLine(
                line.quad(),
                known(line.direction(), directions.of(line.quad())),
                LineJoin.of(line.text().lines().toList()),
                line.confidence());
    }

    private static Direction known(@Nullable Direction said, Direction seen) {
        return said == null ? seen : said;
    }

    private Draft draft(ForeignPage.Block block, List<PlacedLine> inside) {
        Direction direction =
                known(
                        block.direction(),
                        inside.isEmpty() ? directions.main() : inside.get(0).direction());
        List<PlacedLine> lines = PlacedLine.inReadingOrder(inside, skew);
        if (block.table() == null && length(lines) < COVERED * length(block.text())) {
            lines = ownLines(block, direction);
        }
        return new Draft(
                block.type(),
                block.box(),
                block.order(),
                direction,
                block.text(),
                lines,
                block.table());
    }

    private static int length(List<PlacedLine> lines) {
        return lines.stream().mapToInt(line -> length(line.text())).sum();
    }

    private static int length(String text) {
        return PlainText.withoutBlanks(text).length();
    }

    /** Where they stand within the block nobody says. */
    private static List<PlacedLine> ownLines(ForeignPage.Block block, Direction direction) {
        return block.text()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> new PlacedLine(block.box().quad(), direction, line, 0))
                .toList();
    }

    private List<Draft> together(List<PlacedLine> loose) {
        if (loose.isEmpty()) {
            return List.of();
        }
        List<TextLine> lines = new ArrayList<>();
        for (int i = 0; i < loose.size(); i++) {
            PlacedLine line = loose.get(i);
            Box box = skew.straight(line.quad());
            lines.add(new TextLine(i, box, line.direction(), line.text(), false, null));
        }
        PageLayout layout = new PageLayout(height, directions.thickness(), List.of(), List.of());
        return layout.arrange(lines).stream().map(block -> draft(block, loose)).toList();
    }

    private Draft draft(BlockDraft block, List<PlacedLine> loose) {
        List<PlacedLine> lines = block.lines().stream().map(line -> loose.get(line.id())).toList();
        // What is large among the left-over lines of a page need not be large on the page.
        OcrBlockType type =
                BY_SIZE.contains(block.type()) && !page.blocks().isEmpty()
                        ? OcrBlockType.PARAGRAPH
                        : block.type();
        Box box = Box.around(lines.stream().map(line -> line.quad().box()).toList());
        return new Draft(type, box, null, lines.get(0).direction(), "", lines, null);
    }
}
