package io.fumikura.ingest.parse.pdf;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.PageDrawing;
import io.fumikura.ingest.parse.ParseBudget;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;

/** Draws pages of PDFs. */
public final class PdfDrawing implements PageDrawing {

    @Override
    public Drawn draw(Path file, ParseBudget budget, int number, int width) throws IOException {
        PdfParser.refuseTruncated(file);
        return PdfParser.translated(
                () -> {
                    PageBound bound = new PageBound(budget);
                    try (PDDocument document = BoundedPdf.open(file.toFile(), bound)) {
                        bound.begin();
                        return drawn(document, budget, number, width);
                    }
                });
    }

    private static Drawn drawn(PDDocument document, ParseBudget budget, int number, int width)
            throws IOException {
        if (number > document.getNumberOfPages()) {
            throw new ServiceException(
                    ErrorCode.NOT_FOUND,
                    "The document has %,d pages".formatted(document.getNumberOfPages()));
        }
        ShownSize size = ShownSize.of(document.getPage(number - 1));
        float scale =
                (float) (PageDrawing.bounded(width, size.width(), size.height()) / size.width());
        BufferedImage image =
                new StrictRenderer(document, budget)
                        .renderImage(number - 1, nearest(scale, size.width()), ImageType.RGB);
        return new Drawn(image, scale);
    }

    /** PDFBox cuts off what is not a whole pixel, also when it is missing by rounding only. */
    private static float nearest(float scale, float width) {
        return (float) (Math.floor(width * scale + 0.5) + 0.01) / width;
    }
}
