package io.fumikura.ingest.parse.pdf;

import io.fumikura.ingest.parse.Line.Box;
import org.apache.pdfbox.text.TextPosition;

/**
 * How text is turned on its page. PDFBox gives the places of glyphs as they stand when the text is
 * upright, so that lines can be put together whichever way they run; who marks a line needs to know
 * where it is on the page as that is shown.
 *
 * @param degrees counterclockwise: 0, 90, 180 or 270
 * @param width of the page before it is rotated
 */
record TextTurn(int degrees, float width, float height) {
    static TextTurn of(TextPosition p) {
        return new TextTurn(Math.round(p.getDir()), p.getPageWidth(), p.getPageHeight());
    }

    /**
     * @param rotation of the page when it is shown, clockwise
     */
    Box shown(Box upright, int rotation) {
        if (rotation == degrees) {
            return upright;
        }
        Box page = unturned(upright);
        return switch (rotation) {
            case 90 ->
                    new Box(height - page.bottom(), page.left(), height - page.top(), page.right());
            case 180 ->
                    new Box(
                            width - page.right(),
                            height - page.bottom(),
                            width - page.left(),
                            height - page.top());
            case 270 ->
                    new Box(page.top(), width - page.right(), page.bottom(), width - page.left());
            default -> page;
        };
    }

    /** On the page before that is rotated, from its top left corner. */
    private Box unturned(Box box) {
        return switch (degrees) {
            case 90 -> new Box(box.top(), height - box.right(), box.bottom(), height - box.left());
            case 180 ->
                    new Box(
                            width - box.right(),
                            height - box.bottom(),
                            width - box.left(),
                            height - box.top());
            case 270 -> new Box(width - box.bottom(), box.left(), width - box.top(), box.right());
            default -> box;
        };
    }
}
