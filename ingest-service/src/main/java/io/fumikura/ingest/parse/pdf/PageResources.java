package io.fumikura.ingest.parse.pdf;

import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * What pages share: fonts, colours, forms and small pictures. PDFBox keeps every picture unpacked
 * for as long as there is memory, so that a scan fills all there is with pages nobody looks at
 * again, and the collector is never done.
 */
final class PageResources extends DefaultResourceCache {
    private static final long MOST_PIXELS = 1_000_000;

    @Override
    public void put(COSObject at, PDXObject shared) {
        if (!(shared instanceof PDImageXObject picture)
                || (long) picture.getWidth() * picture.getHeight() <= MOST_PIXELS) {
            super.put(at, shared);
        }
    }
}
