package io.fumikura.ingest.parse.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** PDFs made for tests. */
public final class Pdfs {
    static final PDFont FONT = new PDType1Font(FontName.HELVETICA);

    private Pdfs() {}

    /** Text at a place, in points from the bottom left corner. */
    record Placed(String text, float x, float y, float size) {}

    public static byte[] withText(String text) throws IOException {
        return of(List.of(new Placed(text, 72, 700, 12)));
    }

    /** One line a page. */
    public static byte[] ofTexts(List<String> pages) throws IOException {
        return ofPages(pages.stream().map(text -> List.of(new Placed(text, 72, 700, 12))).toList());
    }

    static byte[] of(List<Placed> texts) throws IOException {
        return ofPages(List.of(texts));
    }

    static byte[] ofPages(List<List<Placed>> pages) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (List<Placed> texts : pages) {
                addPage(document, texts);
            }
            return bytes(document);
        }
    }

    private static void addPage(PDDocument document, List<Placed> texts) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            for (Placed placed : texts) {
                content.beginText();
                content.setFont(FONT, placed.size());
                content.newLineAtOffset(placed.x(), placed.y());
                content.showText(placed.text());
                content.endText();
            }
        }
    }

    public static byte[] withoutText() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            return bytes(document);
        }
    }

    public static byte[] encrypted() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            return bytes(document);
        }
    }

    /** A page of text and a page that is a picture. */
    public static byte[] halfScanned(String text) throws IOException {
        try (PDDocument document = new PDDocument()) {
            addPage(document, List.of(new Placed(text, 72, 700, 12)));
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDImageXObject picture =
                    LosslessFactory.createFromImage(
                            document, new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB));
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(picture, 0, 0, 595, 842);
            }
            return bytes(document);
        }
    }

    /** For places that throw nothing. */
    public static byte[] encryptedUnchecked() {
        try {
            return encrypted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }
}
