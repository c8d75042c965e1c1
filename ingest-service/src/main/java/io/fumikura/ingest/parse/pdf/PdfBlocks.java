package io.fumikura.ingest.parse.pdf;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Bullets;
import io.fumikura.ingest.parse.Captions;
import io.fumikura.ingest.parse.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the blocks of a PDF page from its lines: bigger letters are headings; a wide gap, another
 * size or another direction begins a new paragraph, a bullet an entry of a list, and 図1 a caption.
 * Used once.
 */
final class PdfBlocks {
    /** A heading's letters are at least this much bigger than those of most of the page. */
    private static final float HEADING = 1.2f;

    private static final int MAX_HEADING_LENGTH = 60;

    private final float body;
    private final List<Block> result = new ArrayList<>();
    private final List<Line> open = new ArrayList<>();
    private final List<Line> running = new ArrayList<>();
    private @Nullable PdfLine before;
    private boolean inList;

    private PdfBlocks(float body) {
        this.body = body;
    }

    /**
     * @param running indices of the lines that repeat over the pages
     */
    static List<Block> of(List<PdfLine> lines, Set<Integer> running) {
        PdfBlocks blocks = new PdfBlocks(bodySize(lines));
        for (int i = 0; i < lines.size(); i++) {
            Line numbered = new Line(i + 1, lines.get(i).text(), lines.get(i).place());
            if (running.contains(i)) {
                blocks.running.add(numbered);
            } else {
                blocks.take(lines.get(i), numbered);
            }
        }
        blocks.flush();
        if (!blocks.running.isEmpty()) {
            blocks.result.add(new Block.Running(blocks.running));
        }
        return blocks.result;
    }

    private void take(PdfLine line, Line numbered) {
        boolean heading = isHeading(line, body);
        boolean item = Bullets.starts(line.text());
        if (heading
                || item
                || Captions.starts(line.text())
                || (before != null && startsAnew(before, line, body))) {
            flush();
            inList = item && !heading;
        }
        if (heading) {
            result.add(new Block.Heading(level(line, body), List.of(numbered)));
        } else {
            open.add(numbered);
        }
        before = line;
    }

    /** The size in which most characters are set. */
    private static float bodySize(List<PdfLine> lines) {
        float size = 0;
        long most = 0;
        for (PdfLine candidate : lines) {
            long characters =
                    lines.stream()
                            .filter(line -> Math.abs(line.size() - candidate.size()) < 0.3f)
                            .mapToLong(line -> line.text().length())
                            .sum();
            if (characters > most) {
                most = characters;
                size = candidate.size();
            }
        }
        return size;
    }

    private static boolean isHeading(PdfLine line, float body) {
        return line.size() >= HEADING * body
                && line.text().length() >= 2
                && line.text().length() <= MAX_HEADING_LENGTH
                && !line.text().endsWith("。");
    }

    private static int level(PdfLine line, float body) {
        float ratio = line.size() / body;
        return ratio >= 1.7f ? 1 : ratio >= 1.4f ? 2 : 3;
    }

    private static boolean startsAnew(PdfLine before, PdfLine line, float body) {
        float gap = line.gapAfter(before);
        return isHeading(before, body)
                || before.vertical() != line.vertical()
                || Math.abs(before.size() - line.size()) > 0.15f * body
                || gap > 1.5f * line.size()
                || gap < -3 * line.size();
    }

    private void flush() {
        if (!open.isEmpty()) {
            result.add(inList ? new Block.ListItem(open) : Captions.paragraphOrCaption(open));
            open.clear();
        }
        inList = false;
    }
}
