package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.parse.Ink;
import io.fumikura.ingest.parse.pdf.Pdfs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Pages as pictures. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class PageImageQuarkusTest {
    /** Its stand-in for the embedding service runs from here on. */
    @Inject IngestHarness ingest;

    @Test
    void marksALineWhereItsLettersAre() throws IOException {
        String pages = pagesOf(Pdfs.withText("the line that is marked " + UUID.randomUUID()));
        List<Float> box =
                given().get(pages + "/1")
                        .then()
                        .statusCode(200)
                        .body("has_image", equalTo(true))
                        .body("width", equalTo(595.27563f))
                        .extract()
                        .path("lines[0].box");

        BufferedImage plain = image(given().get(pages + "/1/image"));
        BufferedImage marked = image(given().queryParam("lines", "1").get(pages + "/1/image"));

        assertThat(plain.getWidth()).isEqualTo(1200);
        double scale = 1200 / 595.27563;
        Rectangle ink = Ink.around(plain);
        Rectangle mark = differences(plain, marked);
        assertThat(mark.contains(ink)).as(mark + " around " + ink).isTrue();
        assertThat(mark.getMinX()).isBetween(box.get(0) * scale - 6, box.get(0) * scale);
        assertThat(mark.getMaxY()).isBetween(box.get(3) * scale, box.get(3) * scale + 6);
        assertThat(plain.getRGB(mark.x + 1, mark.y + 1) & 0xffffff).isEqualTo(0xffffff);
        assertThat(marked.getRGB(mark.x + 1, mark.y + 1) & 0xff).isLessThan(200);
        assertThat(marked.getRGB(5, 5) & 0xffffff).isEqualTo(0xffffff);
    }

    @Test
    void isNotSentAgainToWhoHasIt() throws IOException {
        String image = pagesOf(Pdfs.withText("a page that is kept " + UUID.randomUUID()));
        String tag =
                given().get(image + "/1/image")
                        .then()
                        .statusCode(200)
                        .header("Cache-Control", containsString("private"))
                        .extract()
                        .header("ETag");

        given().header("If-None-Match", tag)
                .get(image + "/1/image")
                .then()
                .statusCode(304)
                .header("ETag", tag);
        given().header("If-None-Match", tag)
                .queryParam("width", "500")
                .get(image + "/1/image")
                .then()
                .statusCode(200);
    }

    @Test
    void drawsAPictureFile() throws IOException {
        BufferedImage picture = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, UUID.randomUUID().hashCode() & 0xffffff);
        java.io.ByteArrayOutputStream png = new java.io.ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);

        // Without OCR the document fails, and can be looked at nevertheless.
        String pages = pages(upload(png.toByteArray(), "image/png"), DocumentState.FAILED);

        assertThat(image(given().get(pages + "/1/image")).getWidth()).isEqualTo(300);
    }

    @Test
    void saysThatTextHasNoPictures() {
        UUID id = upload("本文だけの文書".getBytes(StandardCharsets.UTF_8), "text/plain");
        String pages = pages(id, DocumentState.INDEXED);

        given().get(pages + "/1/image")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("no_page_image"))
                .body("detail", containsString("text/plain"))
                .body("detail", containsString(pages + "/1"));
        given().get(pages + "/1").then().body("has_image", equalTo(false));
    }

    @Test
    void saysWhatIsWrongWithARequest() throws IOException {
        String pages = pagesOf(Pdfs.withText("one line only " + UUID.randomUUID()));

        assertProblem(given().get(pages + "/2/image"), 404, "not_found");
        assertProblem(given().get(pages + "/0/image"), 404, "not_found");
        assertProblem(given().get(pages + "/x/image"), 404, "not_found");
        assertProblem(
                given().queryParam("lines", "2").get(pages + "/1/image"), 422, "invalid_request");
        assertProblem(
                given().queryParam("lines", "a").get(pages + "/1/image"), 422, "invalid_request");
        assertProblem(
                given().queryParam("width", "99").get(pages + "/1/image"), 422, "invalid_request");
        assertProblem(
                given().queryParam("width", "3001").get(pages + "/1/image"),
                422,
                "invalid_request");
        assertProblem(
                given().get("/v1/documents/" + UUID.randomUUID() + "/pages/1/image"),
                404,
                "document_not_found");
    }

    @Test
    void saysThatABrokenPageCannotBeDrawn() throws IOException {
        byte[] whole = Pdfs.withText("a file without its end " + UUID.randomUUID());
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        String pages = pages(upload(cut, "application/pdf"), DocumentState.FAILED);

        assertProblem(given().get(pages + "/1/image"), 422, "unreadable_document");
    }

    private static void assertProblem(Response response, int status, String code) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.<String>path("code")).isEqualTo(code);
    }

    private static BufferedImage image(Response response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("image/png");
        return ImageIO.read(new ByteArrayInputStream(response.asByteArray()));
    }

    private static Rectangle differences(BufferedImage one, BufferedImage other) {
        Rectangle found = new Rectangle(-1, -1);
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                if (one.getRGB(x, y) != other.getRGB(x, y)) {
                    found.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return found;
    }

    private static String pagesOf(byte[] pdf) {
        return pages(upload(pdf, "application/pdf"), DocumentState.INDEXED);
    }

    private static String pages(UUID id, DocumentState end) {
        IngestHarness.awaitState(id, end);
        return "/v1/documents/" + id + "/pages";
    }

    private static UUID upload(byte[] content, String type) {
        Response response = given().contentType(type).body(content).post("/v1/documents");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return response.as(DocumentView.class).id();
    }
}
