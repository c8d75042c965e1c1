package io.fumikura.ingest.parse.pdf;

import io.fumikura.ingest.parse.PageDrawing;
import io.fumikura.ingest.parse.ParseBudget;
import java.io.IOException;
import java.nio.file.Path;

/** Draws pages of PDFs. */
public final class PdfDrawing implements PageDrawing {

    @Override
    public Drawn draw(Path file, ParseBudget budget, int number, int width) throws IOException {
        try (OpenPdf pdf = OpenPdf.of(file, budget)) {
            return PdfParser.translated(() -> pdf.draw(number, width));
        }
    }
}
