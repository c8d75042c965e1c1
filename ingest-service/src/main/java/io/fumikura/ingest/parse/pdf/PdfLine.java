package io.fumikura.ingest.parse.pdf;

import io.fumikura.ingest.parse.Line.Box;

/**
 * A line of a PDF page before it has a number.
 *
 * @param box as its letters stand upright, to tell what follows on what
 * @param place where it is on the page as that is shown
 * @param size of its letters, in points
 * @param vertical written from top to bottom
 */
record PdfLine(String text, Box box, Box place, float size, boolean vertical) {

    /** How far this line is from the one before, across the direction of writing, in points. */
    float gapAfter(PdfLine before) {
        return vertical ? before.box().left() - box.right() : box.top() - before.box().bottom();
    }
}
