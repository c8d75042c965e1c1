package io.fumikura.ingest.parse.pdf;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.jspecify.annotations.Nullable;

/**
 * What pages share: fonts, colours, forms and small pictures. PDFBox keeps every picture unpacked
 * for as long as there is memory, so that a scan fills all there is with pages nobody looks at
 * again, and the collector is never done. A large picture is kept while one page is drawn, which
 * may show it in hundreds of pieces.
 */
final class PageResources extends DefaultResourceCache {
    private static final long MOST_PIXELS = 1_000_000;

    /** Of all large ones of a page together, where they are several. */
    private static final long MOST_PIXELS_OF_A_PAGE = 16_000_000;

    /** In the order in which they were drawn last. Their pixels go when memory runs short. */
    private final Map<COSObject, PDImageXObject> ofThePage = new LinkedHashMap<>(16, 0.75f, true);

    private boolean drawing;

    void beginPage() {
        drawing = true;
    }

    void endPage() {
        drawing = false;
        ofThePage.clear();
    }

    @Override
    public void put(COSObject at, PDXObject shared) {
        if (!(shared instanceof PDImageXObject picture) || pixels(picture) <= MOST_PIXELS) {
            super.put(at, shared);
        } else if (drawing) {
            ofThePage.put(at, picture);
            forgetTheFirst();
        }
    }

    @Override
    public @Nullable PDXObject getXObject(COSObject at) {
        PDImageXObject picture = ofThePage.get(at);
        return picture == null ? super.getXObject(at) : picture;
    }

    private void forgetTheFirst() {
        long pixels = ofThePage.values().stream().mapToLong(PageResources::pixels).sum();
        Iterator<PDImageXObject> first = ofThePage.values().iterator();
        while (pixels > MOST_PIXELS_OF_A_PAGE && ofThePage.size() > 1) {
            pixels -= pixels(first.next());
            first.remove();
        }
    }

    private static long pixels(PDImageXObject picture) {
        return (long) picture.getWidth() * picture.getHeight();
    }
}
