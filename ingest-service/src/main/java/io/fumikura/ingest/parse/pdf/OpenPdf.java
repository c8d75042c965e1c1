package io.fumikura.ingest.parse.pdf;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.PageDrawing;
import io.fumikura.ingest.parse.PageDrawing.Drawn;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.PictureMemory;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.ImageType;

/** A PDF that was opened within a budget, to be looked at or added to. By one thread at a time. */
public final class OpenPdf implements Closeable {
    private final PDDocument document;
    private final PageBound bound;
    private final ParseBudget budget;

    private OpenPdf(PDDocument document, PageBound bound, ParseBudget budget) {
        this.document = document;
        this.bound = bound;
        this.budget = budget;
    }

    /**
     * @throws ServiceException it cannot be read, and why
     */
    public static OpenPdf of(Path file, ParseBudget budget) throws IOException {
        PdfParser.refuseTruncated(file);
        PageBound bound = new PageBound(budget);
        return PdfParser.translated(
                () -> new OpenPdf(BoundedPdf.open(file.toFile(), bound), bound, budget));
    }

    public PDDocument document() {
        return document;
    }

    /**
     * The page, and the bound on memory begins anew.
     *
     * @param number from 1
     * @throws ServiceException there is no such page
     */
    public PDPage page(int number) {
        if (number > document.getNumberOfPages()) {
            throw new ServiceException(
                    ErrorCode.NOT_FOUND,
                    "The document has %,d pages".formatted(document.getNumberOfPages()));
        }
        bound.begin();
        return PdfParser.translated(() -> document.getPage(number - 1));
    }

    /** Whether it has a text layer that nobody can read. */
    public boolean isGarbage(PDPage page) throws IOException {
        return new PdfLineReader(budget).read(page).quality().isGarbage();
    }

    /**
     * The page as it is shown.
     *
     * @param pixels how wide the picture is
     */
    public Drawn draw(int number, double pixels) throws IOException {
        PDPage page = page(number);
        ShownSize size = ShownSize.of(page);
        double width = PageDrawing.bounded(pixels, size.width(), size.height());
        float scale = (float) (width / size.width());
        long bytes = PictureCost.drawing(page, width * width * size.height() / size.width());
        BufferedImage image =
                PictureMemory.OF_HEAP.during(
                        bytes,
                        budget,
                        share ->
                                new StrictRenderer(document, budget)
                                        .renderImage(
                                                number - 1,
                                                nearest(scale, size.width()),
                                                ImageType.RGB));
        return new Drawn(image, scale);
    }

    /** PDFBox cuts off what is not a whole pixel, also when it is missing by rounding only. */
    private static float nearest(float scale, float width) {
        return (float) (Math.floor(width * scale + 0.5) + 0.01) / width;
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
