package io.fumikura.cli.throughput;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** A PDF of any length: the pages of another, over and over. They share fonts and contents. */
final class RepeatedPages {
    private RepeatedPages() {}

    static void write(Path pdf, int pages, Path to) throws IOException {
        if (!Files.isReadable(pdf)) {
            throw new CommandFailure("there is no PDF " + pdf);
        }
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            int own = document.getNumberOfPages();
            if (own == 0) {
                throw new CommandFailure(pdf + " has no page");
            }
            for (int i = own; i < pages; i++) {
                document.addPage(twin(document.getPage(i % own)));
            }
            for (int i = own - 1; i >= pages; i--) {
                document.removePage(i);
            }
            document.save(to.toFile());
        }
    }

    /** Another page of the same objects. */
    private static PDPage twin(PDPage page) {
        COSDictionary twin = new COSDictionary(page.getCOSObject());
        twin.removeItem(COSName.PARENT);
        PDPage copy = new PDPage(twin);
        // May be inherited from a node of the page tree that is not the twin's.
        copy.setResources(page.getResources());
        copy.setMediaBox(page.getMediaBox());
        copy.setCropBox(page.getCropBox());
        copy.setRotation(page.getRotation());
        return copy;
    }
}
