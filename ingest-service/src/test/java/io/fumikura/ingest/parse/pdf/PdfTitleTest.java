package io.fumikura.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ocr.InkEngine;
import io.fumikura.ingest.parse.ocr.OcrTimes;
import io.fumikura.ingest.parse.ocr.PageOcr;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recognised to know what a document is called. */
class PdfTitleTest {
    @TempDir Path folder;

    private final InkEngine engine = new InkEngine("題");
    private final PdfParser parser =
            new PdfParser(new PageOcr(engine, Duration.ofMinutes(1), new OcrTimes()));

    @Test
    void nothingOfALongScanWhichIsReadInParts() throws IOException {
        try (PageReader reader = parser.open(scan(PageReader.MANY_SLOW + 1), Limits.plenty())) {
            assertThat(reader.title()).isEmpty();
            assertThat(reader.isSlow()).isTrue();
            assertThat(engine.pagesRead()).isZero();
        }
    }

    @Test
    void nothingOfAScannedCoverOfALongText() throws IOException {
        Path file = Files.write(folder.resolve("c.pdf"), covered(PageReader.MANY + 1));
        try (PageReader reader = parser.open(file, Limits.plenty())) {
            assertThat(reader.title()).isEmpty();
            assertThat(reader.isSlow()).isFalse();
            assertThat(reader.isLong()).isTrue();
            assertThat(engine.pagesRead()).isZero();
        }
    }

    @Test
    void aScanBehindPagesOfTextIsSharedLikeAnyOther() throws IOException {
        Path file = Files.write(folder.resolve("d.pdf"), behindText(5, 30));
        try (PageReader reader = parser.open(file, Limits.plenty())) {
            reader.title();

            assertThat(reader.isSlow()).isTrue();
            assertThat(reader.isLong()).isTrue();
        }
    }

    @Test
    void aFewScansInALongTextAreNot() throws IOException {
        Path file = Files.write(folder.resolve("f.pdf"), behindText(100, 4));
        try (PageReader reader = parser.open(file, Limits.plenty())) {
            reader.title();

            assertThat(reader.isSlow()).isFalse();
            assertThat(reader.isLong()).isFalse();
        }
    }

    @Test
    void aScannedCoverOfAShortTextOnce() throws IOException {
        Path file = Files.write(folder.resolve("c.pdf"), covered(PageReader.MANY));
        try (PageReader reader = parser.open(file, Limits.plenty())) {
            reader.title();
            while (reader.next().isPresent()) {
                assertThat(engine.pagesRead()).isEqualTo(1);
            }
        }
    }

    @Test
    void theFirstPagesOfAShortScanOnce() throws IOException {
        try (PageReader reader = parser.open(scan(3), Limits.plenty())) {
            reader.title();

            assertThat(reader.isSlow()).isTrue();
            assertThat(engine.pagesRead()).isEqualTo(2);
            while (reader.next().isPresent()) {
                assertThat(engine.pagesRead()).isLessThanOrEqualTo(3);
            }
            assertThat(engine.pagesRead()).isEqualTo(3);
        }
    }

    @Test
    void nothingOfPagesThatHaveText() throws IOException {
        Path file = Files.write(folder.resolve("t.pdf"), Pdfs.withText("text of its own"));
        try (PageReader reader = parser.open(file, Limits.plenty())) {
            reader.title();

            assertThat(reader.isSlow()).isFalse();
            assertThat(engine.pagesRead()).isZero();
        }
    }

    /** Pages of text behind one that is a picture. */
    private byte[] covered(int pages) throws IOException {
        byte[] texts = Pdfs.ofTexts(Collections.nCopies(pages - 1, "text of its own"));
        try (PDDocument document = Loader.loadPDF(scan(1).toFile());
                PDDocument text = Loader.loadPDF(texts)) {
            for (PDPage page : text.getPages()) {
                document.importPage(page);
            }
            return Pdfs.bytes(document);
        }
    }

    /** Pages that are pictures behind pages of text. */
    private byte[] behindText(int texts, int scans) throws IOException {
        byte[] text = Pdfs.ofTexts(Collections.nCopies(texts, "text of its own"));
        try (PDDocument document = Loader.loadPDF(text);
                PDDocument scan = Loader.loadPDF(scan(scans).toFile())) {
            for (PDPage page : scan.getPages()) {
                document.importPage(page);
            }
            return Pdfs.bytes(document);
        }
    }

    private Path scan(int pages) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDImageXObject picture =
                    LosslessFactory.createFromImage(
                            document, new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB));
            for (int i = 0; i < pages; i++) {
                PDPage page = new PDPage(new PDRectangle(100, 100));
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.drawImage(picture, 0, 0, 100, 100);
                }
            }
            return Files.write(folder.resolve("scan.pdf"), Pdfs.bytes(document));
        }
    }
}
