package io.fumikura.ingest.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.FolderBlobStore;
import io.fumikura.ingest.blob.Original;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.pdf.PdfDrawing;
import io.fumikura.ingest.parse.pdf.PdfParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchablePdfTest {
    private static final Line.Box FIRST = new Line.Box(40, 50, 240, 66);
    private static final Line.Box SECOND = new Line.Box(40, 80, 300, 96);

    @TempDir Path folder;

    @ParameterizedTest(name = "page turned by {0}")
    @CsvSource({"0", "90", "180", "270"})
    void textStandsWhereItWasReadAndComesOutInOrder(int rotation) throws IOException {
        Page page = page(1, line(1, "契約書 2026年 第３条", FIRST), line(2, "𠮷野家と髙島屋、café №12", SECOND));

        Path file = written(scans(1, rotation), page);

        assertThat(text(file)).isEqualTo("契約書 2026年 第３条\n𠮷野家と髙島屋、café №12\n");
        List<Line> lines = lines(Limits.read(new PdfParser(), file).pages().get(0));
        assertThat(lines).extracting(Line::text).containsExactlyElementsOf(texts(page));
        assertIsAt(lines.get(0), FIRST);
        assertIsAt(lines.get(1), SECOND);
    }

    @Test
    void linesThatRunDownComeOutInOrder() throws IOException {
        Page page =
                page(
                        1,
                        line(1, "吾輩は猫である。", new Line.Box(300, 50, 316, 400)),
                        line(2, "名前はまだ無い。", new Line.Box(270, 50, 286, 400)),
                        line(3, "ど".repeat(450), new Line.Box(240, 50, 256, 400)));

        assertThat(text(written(scans(1, 0), page)).lines())
                .startsWith("吾輩は猫である。", "名前はまだ無い。", "ど".repeat(450));
    }

    @Test
    void looksAsItDidBefore() throws IOException {
        Path before = scans(1, 90);

        Path after = written(before, page(1, line(1, "見えない文字", FIRST)));

        assertThat(pixels(drawn(after))).isEqualTo(pixels(drawn(before)));
    }

    @Test
    void leavesPagesThatWereNotRecognised() throws IOException {
        Path file = folder.resolve("mixed.pdf");
        try (PDDocument document = new PDDocument()) {
            addText(document, "A page with text of its own");
            addScan(document, 0);
            document.save(file.toFile());
        }
        Page own =
                new Page(
                        1,
                        595f,
                        842f,
                        List.of(new Block.Paragraph(List.of(new Line(1, "other", FIRST)))));

        Path made = written(file, own, page(2, line(1, "認識した文字", FIRST)));

        assertThat(text(made)).isEqualTo("A page with text of its own\n認識した文字\n");
    }

    @Test
    void aPageWithTextNobodyCanReadBecomesAPicture() throws IOException {
        Path file = folder.resolve("garbage.pdf");
        try (PDDocument document = new PDDocument()) {
            addText(document, "ËÊÉÆÇÝáâãäåæçèéêëìíîïËÊÉÆÇÝáâãäåæçèéêëìíîï");
            document.save(file.toFile());
        }

        assertThat(text(written(file, page(1, line(1, "読める文字", FIRST))))).isEqualTo("読める文字\n");
    }

    @Test
    void manyLettersHaveCodesOfTheirOwn() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int c = 0x4e00; c < 0x4e00 + 300; c++) {
            all.appendCodePoint(c);
        }

        Path file = written(scans(1, 0), page(1, line(1, all.toString(), SECOND)));

        assertThat(text(file)).isEqualTo(all + "\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"grey, png", "bilevel, tiff"})
    void picturesBecomeAPdf(String kind, String format) throws IOException {
        BufferedImage image =
                new BufferedImage(
                        827,
                        1169,
                        kind.equals("grey")
                                ? BufferedImage.TYPE_BYTE_GRAY
                                : BufferedImage.TYPE_BYTE_BINARY);
        image.createGraphics().fillRect(100, 100, 300, 200);
        if (kind.equals("grey")) {
            image.setRGB(5, 5, 0x808080);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        Path target = folder.resolve("made.pdf");
        try (PicturePdf pdf =
                PicturePdf.of(original(bytes.toByteArray()), target, "題", Limits.plenty())) {
            pdf.add(page(1, line(1, "写真の文字", FIRST)));
            pdf.finish();
        }

        assertThat(text(target)).isEqualTo("写真の文字\n");
        Page read = Limits.read(new PdfParser(), target).pages().get(0);
        assertThat(read.width()).isCloseTo(827 * 72 / 200f, offset(0.5f));
        assertIsAt(lines(read).get(0), FIRST);
        BufferedImage drawn = drawn(target);
        assertThat(drawn.getRGB(500 * 250 / 827, 500 * 200 / 827) & 0xff).isGreaterThan(240);
        assertThat(drawn.getRGB(500 * 600 / 827, 500 * 600 / 827) & 0xff).isLessThan(15);
    }

    private static void assertIsAt(Line line, Line.Box box) {
        Line.Box found = line.place().orElseThrow();
        assertThat(found.left()).isCloseTo(box.left(), offset(2f));
        assertThat(found.right()).isCloseTo(box.right(), offset(2f));
        assertThat(found.top()).isCloseTo(box.top(), offset(3f));
        assertThat(found.bottom()).isCloseTo(box.bottom(), offset(3f));
    }

    private static Line line(int number, String text, Line.Box box) {
        return new Line(number, text, box, 0.9f);
    }

    private static Page page(int number, Line... lines) {
        return new Page(number, 595f, 842f, List.of(new Block.Paragraph(List.of(lines))));
    }

    private static List<Line> lines(Page page) {
        return page.blocks().stream().flatMap(block -> block.lines().stream()).toList();
    }

    private static List<String> texts(Page page) {
        return lines(page).stream().map(Line::text).toList();
    }

    private static String text(Path file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static BufferedImage drawn(Path file) throws IOException {
        return new PdfDrawing().draw(file, Limits.plenty(), 1, 500).image();
    }

    private static List<Integer> pixels(BufferedImage image) {
        List<Integer> pixels = new ArrayList<>();
        for (int pixel :
                image.getRGB(
                        0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            pixels.add(pixel);
        }
        return pixels;
    }

    private Path written(Path source, Page... pages) throws IOException {
        Path target = folder.resolve("searchable.pdf");
        try (SearchablePdf pdf =
                SearchablePdf.of(original(Files.readAllBytes(source)), target, Limits.plenty())) {
            for (Page page : pages) {
                pdf.add(page);
            }
            pdf.finish();
        }
        return target;
    }

    private Original original(byte[] content) throws IOException {
        BlobStore blobs = new FolderBlobStore(folder.resolve("blobs"), 1 << 24, 4096);
        var staged = blobs.staging().stage(new ByteArrayInputStream(content));
        blobs.keep("default", staged);
        return blobs.open(new BlobKey("default", staged.sha256())).orElseThrow();
    }

    private Path scans(int pages, int rotation) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < pages; i++) {
                addScan(document, rotation);
            }
            Path file = folder.resolve("scans.pdf");
            document.save(file.toFile());
            return file;
        }
    }

    /** Cropped, so that its corner is not that of the coordinates. */
    private static void addScan(PDDocument document, int rotation) throws IOException {
        PDPage page = new PDPage(new PDRectangle(700, 900));
        page.setCropBox(new PDRectangle(30, 40, 595, 842));
        page.setRotation(rotation);
        document.addPage(page);
        BufferedImage image = new BufferedImage(60, 85, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(10, 10, 20, 30);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawImage(LosslessFactory.createFromImage(document, image), 30, 40, 595, 842);
        }
    }

    private static void addText(PDDocument document, String text) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(FontName.HELVETICA), 12);
            content.newLineAtOffset(72, 400);
            content.showText(text);
            content.endText();
        }
    }
}
