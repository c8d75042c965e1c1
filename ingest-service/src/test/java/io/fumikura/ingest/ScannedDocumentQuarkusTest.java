package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.parse.Ink;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** A scan from its upload to the searchable PDF, read by the miniature model. */
@QuarkusTest
@WithTestResource(IngestStack.class)
@TestProfile(ScannedDocumentQuarkusTest.WithOcr.class)
class ScannedDocumentQuarkusTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PAGES = 18;

    /** Its stand-in for the embedding service runs from here on. */
    @Inject IngestHarness ingest;

    /** A threshold that every page is below. */
    public static final class WithOcr implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ingest.ocr.model-path", "../models/mini-ocr", "ingest.ocr.review-below", "1");
        }
    }

    @Test
    void aLongScanIsReadInPartsShownListedAndExported() throws IOException {
        Response response =
                given().contentType("application/pdf").body(scan()).post("/v1/documents");
        UUID id = response.as(DocumentView.class).id();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> IngestHarness.view(id).state().isFinal());

        DocumentView view = IngestHarness.view(id);
        assertThat(view.state()).isEqualTo(DocumentState.INDEXED);
        assertThat(view.pages()).isEqualTo(PAGES);
        assertThat(view.pagesTotal()).as("read in parts").isEqualTo(PAGES);
        assertThat(view.pagesNeedingOcr()).isZero();
        String page = "/v1/documents/" + id + "/pages/7";
        assertThat(given().get(page).<String>path("lines[0].text")).contains("1007");
        assertMarked(page);
        Response review = given().queryParam("limit", "1").get("/v1/review");
        assertThat(review.<Integer>path("total")).isEqualTo(PAGES);
        assertThat(review.<Float>path("pages[0].confidence")).isBetween(0.5f, 1f);
        assertExported(id);
    }

    private static void assertMarked(String page) throws IOException {
        List<Float> box = given().get(page).path("lines[0].box");
        float width = given().get(page).path("width");
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(given().get(page + "/image").asByteArray()));
        double scale = image.getWidth() / width;
        Rectangle ink = Ink.around(image);
        // A detector leaves room around a line: at most half of the line's height.
        double room = ink.getHeight() / 2;
        assertThat(box.get(0) * scale).isBetween(ink.getMinX() - room, ink.getMinX() + 2);
        assertThat(box.get(1) * scale).isBetween(ink.getMinY() - room, ink.getMinY() + 2);
        assertThat(box.get(2) * scale).isBetween(ink.getMaxX() - 2, ink.getMaxX() + room);
        assertThat(box.get(3) * scale).isBetween(ink.getMaxY() - 2, ink.getMaxY() + room);
    }

    private static void assertExported(UUID id) throws IOException {
        byte[] pdf =
                given().queryParam("format", "pdf")
                        .get("/v1/documents/" + id + "/export")
                        .asByteArray();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(PAGES);
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setStartPage(7);
            stripper.setEndPage(7);
            assertThat(stripper.getText(document)).contains("1007");
        }
    }

    private static byte[] scan() throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (int i = 1; i <= PAGES; i++) {
                PDPage page = new PDPage(new PDRectangle(300, 100));
                page.setRotation(i % 2 == 0 ? 0 : 90);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.drawImage(
                            LosslessFactory.createFromImage(document, picture(i)), 0, 0, 300, 100);
                }
            }
            document.save(out);
            return out.toByteArray();
        }
    }

    /** As it lies in the PDF: on its side where the page is turned to be shown. */
    private static BufferedImage picture(int number) {
        boolean turned = number % 2 != 0;
        BufferedImage shown =
                turned ? text(280, 840, "NO. ", number) : text(840, 280, "INVOICE ", number);
        if (!turned) {
            return shown;
        }
        BufferedImage image = new BufferedImage(840, 280, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 840; y++) {
            for (int x = 0; x < 280; x++) {
                image.setRGB(y, 279 - x, shown.getRGB(x, y));
            }
        }
        return image;
    }

    private static BufferedImage text(int width, int height, String word, int number) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 40));
        graphics.drawString(word + (1000 + number), 30, 150);
        graphics.dispose();
        return image;
    }
}
