package io.fumikura.cli.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** A PDF with a line of text for each given, from the top of its page. */
final class PdfOfLines {
    private static final float MARGIN = 60;
    private static final float LEADING = 18;
    private static final float SIZE = 11;

    private PdfOfLines() {}

    // Of one page.
    static Path write(Path file, List<String> lines) throws IOException {
        return writePages(file, List.of(lines));
    }

    static Path writePages(Path file, List<List<String>> pages) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDType1Font font = new PDType1Font(FontName.HELVETICA);
            for (List<String> lines : pages) {
                addPage(pdf, font, lines);
            }
            pdf.save(file.toFile());
        }
        return file;
    }

    private static void addPage(PDDocument pdf, PDType1Font font, List<String> lines)
            throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        pdf.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
            content.beginText();
            content.setFont(font, SIZE);
            content.setLeading(LEADING);
            content.newLineAtOffset(MARGIN, PDRectangle.A4.getHeight() - MARGIN);
            for (String line : lines) {
                content.showText(line);
                content.newLine();
            }
            content.endText();
        }
    }
}
