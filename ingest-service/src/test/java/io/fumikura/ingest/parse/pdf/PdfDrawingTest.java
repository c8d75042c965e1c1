package io.fumikura.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Ink;
import io.fumikura.ingest.parse.Limits;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageDrawing.Drawn;
import io.fumikura.ingest.parse.ocr.InkEngine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boxes of lines lie on the text in the picture. */
class PdfDrawingTest {
    private static final PDRectangle WHOLE = new PDRectangle(0, 0, 600, 800);
    private static final PDRectangle CROPPED = new PDRectangle(70, 110, 400, 600);

    @TempDir Path folder;

    @ParameterizedTest(name = "page turned by {0}, text by {1}, cropped: {2}")
    @CsvSource({
        "0, 0, false", "0, 0, true", "0, 90, true", "0, 180, true", "0, 270, true",
        "90, 0, true", "90, 90, true", "90, 180, false", "180, 0, true", "180, 180, true",
        "270, 0, true", "270, 90, false", "270, 270, true"
    })
    void aLineIsWhereItsLettersAre(int rotation, int turn, boolean cropped) throws IOException {
        Path file = text(rotation, turn, cropped ? CROPPED : WHOLE);
        Page page = Limits.read(new PdfParser(), file).pages().get(0);

        Drawn drawn = new PdfDrawing().draw(file, Limits.plenty(), 1, 1000);

        assertThat(drawn.image().getWidth()).isEqualTo(1000);
        assertThat(page.width()).isEqualTo((float) (1000 / drawn.scale()));
        assertThat((double) Objects.requireNonNull(page.height()))
                .isCloseTo(drawn.image().getHeight() / drawn.scale(), within(1));
        Line line = page.blocks().get(0).lines().get(0);
        assertThat(line.text()).isEqualTo("INVOICE TOTAL");
        assertLiesOn(line.place().orElseThrow(), Ink.points(drawn));
    }

    @ParameterizedTest(name = "scan turned by {0}")
    @CsvSource({"0", "90", "180", "270"})
    void aRecognisedLineIsWhereItsPixelsAre(int rotation) throws IOException {
        Path file = scan(rotation);
        PdfParser parser = new PdfParser(InkEngine.pages("印"));
        Page page = Limits.read(parser, file).pages().get(0);

        Drawn drawn = new PdfDrawing().draw(file, Limits.plenty(), 1, 1000);

        Line.Box box = page.blocks().get(0).lines().get(0).place().orElseThrow();
        Line.Box ink = Ink.points(drawn);
        assertThat(box.left()).isCloseTo(ink.left(), within(1f));
        assertThat(box.top()).isCloseTo(ink.top(), within(1f));
        assertThat(box.right()).isCloseTo(ink.right(), within(1f));
        assertThat(box.bottom()).isCloseTo(ink.bottom(), within(1f));
        assertThat((double) Objects.requireNonNull(page.width()))
                .isCloseTo(1000 / drawn.scale(), within(1));
    }

    @Test
    void drawsALargePageSmaller() throws IOException {
        Path file = text(0, 0, new PDRectangle(0, 0, 600, 14_000));

        BufferedImage image = new PdfDrawing().draw(file, Limits.plenty(), 1, 3000).image();

        assertThat((long) image.getWidth() * image.getHeight()).isBetween(7_500_000L, 8_050_000L);
    }

    @Test
    void saysHowManyPagesThereAre() throws IOException {
        Path file = text(0, 0, WHOLE);

        assertThatThrownBy(() -> new PdfDrawing().draw(file, Limits.plenty(), 2, 100))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessage("The document has 1 pages");
    }

    @Test
    void runsNoScripts() throws IOException {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.getDocumentCatalog()
                    .setOpenAction(new PDActionJavaScript("while (true) app.alert('x');"));
            Path file = Files.write(folder.resolve("a.pdf"), Pdfs.bytes(document));

            assertThat(Ink.around(draw(file).image()).isEmpty()).isTrue();
        }
    }

    private static Drawn draw(Path file) throws IOException {
        return new PdfDrawing().draw(file, Limits.plenty(), 1, 300);
    }

    /** Letters reach a little over the box, and leave a little of it free. */
    private static void assertLiesOn(Line.Box box, Line.Box ink) {
        assertThat(ink.left()).isBetween(box.left() - 2, box.left() + 4);
        assertThat(ink.right()).isBetween(box.right() - 4, box.right() + 2);
        assertThat(ink.top()).isBetween(box.top() - 2, box.top() + 8);
        assertThat(ink.bottom()).isBetween(box.bottom() - 8, box.bottom() + 2);
    }

    private static org.assertj.core.data.Offset<Float> within(float points) {
        return org.assertj.core.data.Offset.offset(points);
    }

    private static org.assertj.core.data.Offset<Double> within(int points) {
        return org.assertj.core.data.Offset.offset((double) points);
    }

    private Path text(int rotation, int turn, PDRectangle crop) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(600, Math.max(800, crop.getHeight())));
            page.setCropBox(crop);
            page.setRotation(rotation);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(Pdfs.FONT, 20);
                content.setTextMatrix(Matrix.getRotateInstance(Math.toRadians(turn), 280, 390));
                content.showText("INVOICE TOTAL");
                content.endText();
            }
            return Files.write(folder.resolve("text.pdf"), Pdfs.bytes(document));
        }
    }

    private Path scan(int rotation) throws IOException {
        BufferedImage image = new BufferedImage(800, 1200, BufferedImage.TYPE_BYTE_GRAY);
        image.createGraphics().fillRect(0, 0, 800, 1200);
        for (int y = 200; y < 260; y++) {
            for (int x = 300; x < 700; x++) {
                image.setRGB(x, y, 0);
            }
        }
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(600, 800));
            page.setCropBox(CROPPED);
            page.setRotation(rotation);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(
                        LosslessFactory.createFromImage(document, image), 70, 110, 400, 600);
            }
            return Files.write(folder.resolve("scan.pdf"), Pdfs.bytes(document));
        }
    }
}
