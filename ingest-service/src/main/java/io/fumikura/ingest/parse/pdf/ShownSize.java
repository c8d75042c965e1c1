package io.fumikura.ingest.parse.pdf;

import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** The size of a page as it is shown: what its crop box leaves, turned. In points. */
record ShownSize(float width, float height) {
    static ShownSize of(PDPage page) {
        PDRectangle box = page.getCropBox();
        return page.getRotation() % 180 == 0
                ? new ShownSize(box.getWidth(), box.getHeight())
                : new ShownSize(box.getHeight(), box.getWidth());
    }
}
