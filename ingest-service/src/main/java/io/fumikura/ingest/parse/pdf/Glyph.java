package io.fumikura.ingest.parse.pdf;

import io.fumikura.ingest.parse.Line.Box;
import org.apache.pdfbox.text.TextPosition;

/**
 * One glyph and the room it takes.
 *
 * @param box as {@code turn} says, so that what reads on lies to the right
 */
record Glyph(String text, Box box, float size, boolean verticalFont, TextTurn turn) {
    static Glyph of(String text, TextPosition p) {
        float size = Math.max(1, Math.abs(p.getFontSizeInPt()));
        boolean vertical = p.getFont() != null && p.getFont().isVertical();
        float width = vertical ? size : Math.max(p.getWidthDirAdj(), 0.1f);
        float left = vertical ? p.getXDirAdj() - size / 2 : p.getXDirAdj();
        float bottom = p.getYDirAdj() + (vertical ? size : 0.15f * size);
        Box box = new Box(left, bottom - size, left + width, bottom);
        return new Glyph(text, box, size, vertical, TextTurn.of(p));
    }

    float centreX() {
        return (box.left() + box.right()) / 2;
    }

    float centreY() {
        return (box.top() + box.bottom()) / 2;
    }
}
