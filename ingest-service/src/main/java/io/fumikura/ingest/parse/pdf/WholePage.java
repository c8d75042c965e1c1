package io.fumikura.ingest.parse.pdf;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;

/** PDFBox reads some content streams as they are unpacked, past all bounds; here it does not. */
final class WholePage extends PDPage {
    private final PDPage page;

    WholePage(PDPage page) {
        super(page.getCOSObject());
        this.page = page;
    }

    @Override
    public RandomAccessRead getContentsForStreamParsing() throws IOException {
        return getContentsForRandomAccess();
    }

    @Override
    public PDResources getResources() {
        return page.getResources();
    }
}
