package io.fumikura.ingest.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Guesses the blocks of a PDF page from its lines: bigger letters are headings; a wide gap, another
 * size or another direction begins a new paragraph.
 */
final class PdfBlocks {
    /** A heading's letters are at least this much bigger than those of most of the page. */
    private static final float HEADING = 1.2f;

    private static final int MAX_HEADING_LENGTH = 60;

    private PdfBlocks() {}

    static List<Block> of(List<PdfLine> lines) {
        float body = bodySize(lines);
        List<Block> blocks = new ArrayList<>();
        List<Line> paragraph = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            PdfLine line = lines.get(i);
            boolean heading = isHeading(line, body);
            if (i > 0 && (heading || startsAnew(lines.get(i - 1), line, body))) {
                flush(paragraph, blocks);
            }
            Line numbered = new Line(i + 1, line.text(), line.box());
            if (heading) {
                blocks.add(new Block.Heading(level(line, body), List.of(numbered)));
            } else {
                paragraph.add(numbered);
            }
        }
        flush(paragraph, blocks);
        return blocks;
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

    private static void flush(List<Line> paragraph, List<Block> blocks) {
        if (!paragraph.isEmpty()) {
            blocks.add(new Block.Paragraph(paragraph));
            paragraph.clear();
        }
    }
}
