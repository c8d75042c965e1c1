package io.fumikura.ingest.parse.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.image.ImageParser;
import io.fumikura.ingest.parse.pdf.Jbig2Pictures;
import io.fumikura.ingest.parse.pdf.PdfParser;
import io.fumikura.ingest.parse.pdf.Pdfs;
import io.fumikura.ocr.engine.OcrOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of printed pages through the parsers, read by the miniature model. */
class RecognisedDocumentsTest {
    private static final Path MODEL = Path.of("../models/mini-ocr");
    private static OcrModel model = OcrModel.none();
    private static OcrModel hurried = OcrModel.none();

    @TempDir Path folder;

    @BeforeAll
    static void load() {
        model =
                OcrModel.load(
                        ModelFolder.open(MODEL), OcrOptions.on(Device.CPU), Duration.ofMinutes(1));
        hurried =
                OcrModel.load(
                        ModelFolder.open(MODEL), OcrOptions.on(Device.CPU), Duration.ofNanos(1));
    }

    @AfterAll
    static void close() {
        model.close();
        hurried.close();
    }

    @Test
    void readsAScannedPageOfAPdfAndTellsWhereItsLinesAre() throws IOException {
        Page page = Limits.read(pdf(model), scanned("INVOICE 2026")).pages().get(0);

        assertThat(page.needsOcr()).isFalse();
        assertThat(text(page)).contains("2026");
        Line.Box box = page.blocks().get(0).lines().get(0).place().orElseThrow();
        assertThat(box.left()).isBetween(60f, 84f);
        assertThat(page.width()).isBetween(590f, 620f);
    }

    @Test
    void readsAPageThatIsAJpeg() throws IOException {
        Path file = scanned(JPEGFactory::createFromImage, "INVOICE 2026");

        Page page = Limits.read(pdf(model), file).pages().get(0);

        assertThat(page.needsOcr()).isFalse();
        assertThat(text(page)).contains("2026");
    }

    @Test
    void readsAPageThatIsJbig2() throws IOException {
        Path file = scanned(Jbig2Pictures::of, "INVOICE 2026");

        Page page = Limits.read(pdf(model), file).pages().get(0);

        assertThat(page.needsOcr()).isFalse();
        assertThat(page.problem()).isNull();
        assertThat(text(page)).contains("2026");
    }

    @Test
    void saysWhyAPageIsNotReadAndReadsTheNext() throws IOException {
        Path file = scanned(RecognisedDocumentsTest::jpeg2000, "INVOICE 2026", "INVOICE 2027");

        List<Page> pages = Limits.read(pdf(model), file).pages();

        assertThat(pages.get(0).needsOcr()).isTrue();
        assertThat(pages.get(0).problem())
                .isEqualTo("page 1 has a JPEG 2000 picture, which is not read");
        assertThat(text(pages.get(1))).contains("2027");
    }

    @Test
    void doesNotUnpackDictionariesOfJbig2() throws IOException {
        Path file = scanned(Jbig2Pictures::withDictionary, "INVOICE 2026");

        assertThat(Limits.read(pdf(model), file).pages().get(0).problem())
                .isEqualTo("page 1 has a JBIG2 picture with dictionaries, which are not read");
    }

    @Test
    void leavesAPageWhosePictureCannotBeDrawnAsItWas() throws IOException {
        Path file = scanned(RecognisedDocumentsTest::damagedJpeg, "INVOICE 2026");

        Page page = Limits.read(pdf(model), file).pages().get(0);
        assertThat(page.needsOcr()).isTrue();
        assertThat(page.problem())
                .isEqualTo("the picture of page 1 is damaged, or of a kind that is not read");
    }

    @Test
    void doesNotDrawAPictureThatSaysItIsHuge() throws IOException {
        Path file =
                scanned(
                        (document, image) -> {
                            PDImageXObject picture = JPEGFactory.createFromImage(document, image);
                            picture.setWidth(60_000);
                            picture.setHeight(60_000);
                            return picture;
                        },
                        "INVOICE 2026");

        assertThat(Limits.read(pdf(model), file).pages().get(0).needsOcr()).isTrue();
    }

    @Test
    void readsAPictureAsAPageOfItsOwn() throws IOException {
        Path file = folder.resolve("a.png");
        ImageIO.write(picture("INVOICE 2026"), "png", file.toFile());

        Page page = Limits.read(new ImageParser(model.pages().orElseThrow()), file).pages().get(0);

        assertThat(page.needsOcr()).isFalse();
        assertThat(text(page)).contains("2026");
    }

    @Test
    void readsOnlyThePagesOfItsRange() throws IOException {
        Path file = scanned("FIRST 1001", "SECOND 2002", "THIRD 3003");
        try (PageReader reader = pdf(model).open(file, Limits.plenty())) {
            reader.only(new PageRange(2, 2));

            Page page = reader.next().orElseThrow();

            assertThat(page.number()).isEqualTo(2);
            assertThat(text(page)).contains("2002");
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void givesUpAPageThatTakesTooLong() throws IOException {
        Path file = scanned("INVOICE 2026");

        assertThatThrownBy(() -> Limits.read(pdf(hurried), file))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED))
                .hasMessageContaining("Page 1");
    }

    private static PdfParser pdf(OcrModel model) {
        return new PdfParser(model.pages().orElseThrow());
    }

    private static String text(Page page) {
        return page.blocks().stream()
                .map(Block::lines)
                .flatMap(List::stream)
                .map(Line::text)
                .collect(Collectors.joining("\n"));
    }

    /** How a picture is put into a PDF. */
    private interface Packing {
        PDImageXObject packed(PDDocument document, BufferedImage picture) throws IOException;
    }

    private static PDImageXObject damagedJpeg(PDDocument document, BufferedImage picture)
            throws IOException {
        byte[] none = "no JPEG".getBytes(StandardCharsets.US_ASCII);
        return new PDImageXObject(
                document,
                new ByteArrayInputStream(none),
                COSName.DCT_DECODE,
                picture.getWidth(),
                picture.getHeight(),
                8,
                PDDeviceGray.INSTANCE);
    }

    /** The first page is one in name, which is enough not to be read. */
    private static PDImageXObject jpeg2000(PDDocument document, BufferedImage picture)
            throws IOException {
        PDImageXObject packed = LosslessFactory.createFromImage(document, picture);
        if (document.getNumberOfPages() == 1) {
            packed.getCOSObject().setItem(COSName.FILTER, COSName.JPX_DECODE);
        }
        return packed;
    }

    private Path scanned(String... texts) throws IOException {
        return scanned(LosslessFactory::createFromImage, texts);
    }

    /** A PDF that is nothing but pictures of these texts, a page each. */
    private Path scanned(Packing packing, String... texts) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (String text : texts) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.drawImage(
                            packing.packed(document, picture(text)),
                            0,
                            0,
                            page.getCropBox().getWidth(),
                            page.getCropBox().getHeight());
                }
            }
            document.save(out);
            return Files.write(folder.resolve("scanned.pdf"), out.toByteArray());
        }
    }

    private static BufferedImage picture(String text) throws IOException {
        try (PDDocument document = Loader.loadPDF(Pdfs.ofTexts(List.of(text)))) {
            return new PDFRenderer(document).renderImageWithDPI(0, 200);
        }
    }
}
