package io.fumikura.ingest.parse;

import io.fumikura.ingest.parse.Line.Box;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the glyphs of a page into lines. PDFBox's own line finding takes every glyph of vertical
 * writing for a line; here a line goes on in the direction its first two glyphs give it. The order
 * is the one the page was written in, which in documents made by programs is the order of reading,
 * columns included.
 */
final class PdfLineReader extends PDFTextStripper {
    private final List<PdfLine> lines = new ArrayList<>();
    private @Nullable GlyphRun run;

    PdfLineReader() {
        // A page is processed by itself: going through all the pages for each would cost their
        // square.
        setStartPage(0);
        output = Writer.nullWriter();
    }

    /** The lines of one page. */
    List<PdfLine> read(PDPage page) throws IOException {
        processPage(page);
        endRun();
        return List.copyOf(lines);
    }

    /** Called for every glyph; the superclass' own collecting is not wanted. */
    @Override
    protected void processTextPosition(TextPosition position) {
        String text = position.getUnicode();
        if (text == null || text.isEmpty()) {
            return;
        }
        Glyph glyph = Glyph.of(text.replace("\0", ""), position);
        if (run != null && run.repeats(glyph)) {
            return;
        }
        if (run == null || !run.accept(glyph)) {
            endRun();
            run = new GlyphRun(glyph);
        }
    }

    private void endRun() {
        if (run != null && !run.text().isBlank()) {
            lines.add(run.toLine());
        }
        run = null;
    }

    /** One glyph and the room it takes. */
    record Glyph(String text, Box box, float size, boolean verticalFont) {
        static Glyph of(String text, TextPosition p) {
            float size = Math.max(1, Math.abs(p.getFontSizeInPt()));
            boolean vertical = p.getFont() != null && p.getFont().isVertical();
            float width = vertical ? size : Math.max(p.getWidthDirAdj(), 0.1f);
            float left = vertical ? p.getXDirAdj() - size / 2 : p.getXDirAdj();
            float bottom = p.getYDirAdj() + (vertical ? size : 0.15f * size);
            Box box = new Box(left, bottom - size, left + width, bottom);
            return new Glyph(text, box, size, vertical);
        }

        float centreX() {
            return (box.left() + box.right()) / 2;
        }

        float centreY() {
            return (box.top() + box.bottom()) / 2;
        }
    }

    /** The glyphs of one line, as far as they have been seen. */
    private static final class GlyphRun {
        private enum Direction {
            UNKNOWN,
            ACROSS,
            DOWN
        }

        /** A gap wider than this many letters ends the line: another column begins. */
        private static final float MAX_GAP = 2.5f;

        private final StringBuilder text = new StringBuilder();
        private Direction direction;
        private Glyph last;
        private Box box;

        GlyphRun(Glyph first) {
            text.append(first.text());
            last = first;
            box = first.box();
            direction = first.verticalFont() ? Direction.DOWN : Direction.UNKNOWN;
        }

        String text() {
            return text.toString();
        }

        /** Bold type is sometimes made by printing a glyph twice, a hair apart. */
        boolean repeats(Glyph next) {
            return next.text().equals(last.text())
                    && Math.abs(next.centreX() - last.centreX()) < 0.1f * last.size()
                    && Math.abs(next.centreY() - last.centreY()) < 0.1f * last.size();
        }

        boolean accept(Glyph next) {
            boolean goesAcross = direction != Direction.DOWN && isNextAcross(next);
            boolean goesDown = !goesAcross && direction != Direction.ACROSS && isNextDown(next);
            if (!goesAcross && !goesDown) {
                return false;
            }
            direction = goesAcross ? Direction.ACROSS : Direction.DOWN;
            if (goesAcross && blankBetween(next)) {
                text.append(' ');
            }
            text.append(next.text());
            box = box.union(next.box());
            last = next;
            return true;
        }

        private boolean isNextAcross(Glyph next) {
            float gap = next.box().left() - last.box().right();
            return Math.abs(next.centreY() - last.centreY()) < 0.5f * last.size()
                    && gap > -0.7f * last.size()
                    && gap < MAX_GAP * last.size();
        }

        private boolean isNextDown(Glyph next) {
            float gap = next.box().top() - last.box().bottom();
            float step = next.centreY() - last.centreY();
            return Math.abs(next.centreX() - last.centreX()) < 0.6f * last.size()
                    && step > 0.2f * last.size()
                    && gap < (direction == Direction.DOWN ? MAX_GAP : 0.4f) * last.size();
        }

        /** Words set apart by position only. */
        private boolean blankBetween(Glyph next) {
            return next.box().left() - last.box().right() > 0.25f * last.size()
                    && !Character.isWhitespace(text.charAt(text.length() - 1))
                    && !next.text().isBlank();
        }

        PdfLine toLine() {
            return new PdfLine(text().strip(), box, last.size(), direction == Direction.DOWN);
        }
    }
}
