package io.fumikura.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfOcrTest {
    private static final String SENTENCE =
            "A sentence that is long enough to be the text of a page.";

    @TempDir Path folder;

    @Test
    void marksPagesThatArePicturesAndReadsTheOthers() throws IOException {
        List<Page> pages = read(SENTENCE, 0, "", 1, SENTENCE, 0.3f, "- 4 -", 1, SENTENCE, 1);

        assertThat(pages)
                .extracting(Page::needsOcr)
                .containsExactly(false, true, false, true, false);
        assertThat(pages.get(1).blocks()).isEmpty();
        assertThat(pages.get(2).blocks()).hasSize(1);
    }

    @Test
    void doesNotMarkABlankPage() throws IOException {
        assertThat(read("", 0)).extracting(Page::needsOcr).containsExactly(false);
    }

    @Test
    void takesNoLanguageForGarbage() {
        for (String text :
                List.of(
                        "Ça va très bien à l'école, où l'élève a été reçu déjà.",
                        "Přílišný žluťoučký kůň úpěl ďábelské ódy.",
                        "Съешь же ещё этих мягких французских булок",
                        "①②③ ㈱髙島屋 〜 ½ ℃ ♪ 🍣 𠮷野家",
                        "الخط العربي جميل جدا")) {
            assertThat(garbage(text)).as(text).isFalse();
        }
    }

    @Test
    void takesWhatNobodyWritesForGarbage() {
        assertThat(
                        garbage(
                                "ã\u0081\u0093ã\u0082\u0093ã\u0081«ã\u0081¡ã\u0081¯ä¸\u0096ç\u0095\u008c"))
                .isTrue();
        assertThat(garbage("Ë×ÊÙÏÂÆÇÝáâãäåæçèéêëìíîï")).isTrue();
        assertThat(garbage("\ue001\ue002\ue003".repeat(10))).isTrue();
        assertThat(garbage("\ufffd\ufffdabcd".repeat(10))).isTrue();
    }

    private static boolean garbage(String text) {
        TextQuality quality = new TextQuality();
        text.codePoints()
                .forEach(
                        c -> {
                            quality.drawn(Pdfs.FONT, -1);
                            quality.read(Character.toString(c));
                        });
        return quality.isGarbage();
    }

    /** Pages, each of a text and the share of it that a picture covers. */
    private List<Page> read(Object... textsAndPictures) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PDImageXObject picture =
                    LosslessFactory.createFromImage(
                            document,
                            new java.awt.image.BufferedImage(
                                    8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB));
            for (int i = 0; i < textsAndPictures.length; i += 2) {
                PDPage page = new PDPage();
                document.addPage(page);
                float share = ((Number) textsAndPictures[i + 1]).floatValue();
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    if (share > 0) {
                        float width = page.getCropBox().getWidth();
                        content.drawImage(
                                picture, 0, 0, width, share * page.getCropBox().getHeight());
                    }
                    content.beginText();
                    content.setFont(Pdfs.FONT, 12);
                    content.newLineAtOffset(72, 400);
                    content.showText(textsAndPictures[i].toString());
                    content.endText();
                }
            }
            document.save(out);
            Path file = Files.write(folder.resolve("a.pdf"), out.toByteArray());
            return Limits.read(new PdfParser(), file).pages();
        }
    }
}
