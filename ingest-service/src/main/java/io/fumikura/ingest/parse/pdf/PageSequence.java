package io.fumikura.ingest.parse.pdf;

import java.util.Iterator;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/**
 * A document's pages, to be taken one after another. PDFBox looks a page up by its number from the
 * first of its siblings on, each time; where 5,000 pages are siblings that took a fifth of all time
 * of reading.
 */
final class PageSequence {
    private final PDDocument document;
    private @Nullable Iterator<PDPage> pages;
    private int next;

    PageSequence(PDDocument document) {
        this.document = document;
    }

    /**
     * The page; quick for the one after the last that was taken.
     *
     * @param number from 1
     * @throws java.util.NoSuchElementException the document claims more pages than it has
     */
    PDPage page(int number) {
        Iterator<PDPage> iterator = pages;
        if (iterator == null || number < next) {
            iterator = document.getPages().iterator();
            pages = iterator;
            next = 1;
        }
        while (next < number) {
            iterator.next();
            next++;
        }
        next++;
        return iterator.next();
    }
}
