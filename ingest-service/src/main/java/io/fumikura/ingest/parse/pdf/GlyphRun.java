package io.fumikura.ingest.parse.pdf;

import io.fumikura.ingest.parse.Line.Box;

/** The glyphs of one line, as far as they have been seen. */
final class GlyphRun {
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
        if (!next.turn().equals(last.turn())) {
            return false;
        }
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

    /**
     * @param rotation of the page when it is shown
     */
    PdfLine toLine(int rotation) {
        return new PdfLine(
                text().strip(),
                box,
                last.turn().shown(box, rotation),
                last.size(),
                direction == Direction.DOWN);
    }
}
