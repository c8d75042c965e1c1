package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.PATIENCE;
import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.ocr.WrapperServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures through the whole service, read by a server that speaks like YomiToku's wrapper. */
@QuarkusTest
@WithTestResource(YomiTokuStack.class)
class YomiTokuQuarkusTest {
    @Inject IngestHarness ingest;

    /** Only this test's stack has it, and every test of the service makes a bean of this class. */
    @ConfigProperty(name = "ingest.ocr.url")
    Optional<URI> address;

    private @Nullable WrapperServer wrapper;

    @AfterEach
    void stop() {
        if (wrapper != null) {
            wrapper.close();
        }
    }

    private WrapperServer start() {
        WrapperServer started = WrapperServer.start(address.orElseThrow().getPort());
        wrapper = started;
        return started;
    }

    @Test
    void indexesWhatAPictureSaysWithThePlacesOfItsLines() throws IOException {
        start();

        DocumentView document = awaitState(upload().id(), DocumentState.INDEXED);

        assertThat(document.pages()).isEqualTo(1);
        assertThat(ingest.search("倉庫は何時に開くか"))
                .anySatisfy(
                        hit -> {
                            assertThat(hit.documentId()).isEqualTo(document.id());
                            assertThat(hit.text()).contains("埠頭の倉庫は朝八時に開き、");
                        });
        given().get("/v1/documents/" + document.id() + "/pages/1")
                .then()
                .statusCode(200)
                .body("lines.text", hasItems("倉庫通信 第12号", "米 | 120 | 80"))
                .body("lines.text", hasItem("月曜日は休みとする。"));
        assertThat(
                        ingest.rows(
                                        "select * from ingest.lines where document_id = $1"
                                                + " and text = '冬季の入庫について'",
                                        document.id())
                                .get(0)
                                .toString())
                .contains("39.6", "43.92", "201.6", "56.88");
    }

    @Test
    void waitsForAServiceThatIsAwayAndSaysSo() throws IOException {
        DocumentView document = upload();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(IngestHarness.view(document.id()).error())
                                        .isNotNull()
                                        .satisfies(
                                                e ->
                                                        assertThat(e.code())
                                                                .isEqualTo(
                                                                        "dependency_unavailable"),
                                                e ->
                                                        assertThat(e.detail())
                                                                .contains(
                                                                        "OCR service",
                                                                        address.orElseThrow()
                                                                                .toString())));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                given().get("/q/health/ready")
                                        .then()
                                        .statusCode(200)
                                        .body(
                                                "checks.find { it.name == 'ocr' }.data.waiting_for",
                                                containsString("cannot be reached")));

        start();

        assertThat(awaitState(document.id(), DocumentState.INDEXED).error()).isNull();
        given().get("/q/health/ready")
                .then()
                .body(
                        "checks.find { it.name == 'ocr' }.data.toString()",
                        not(containsString("waiting_for")));
    }

    @Test
    void waitsForAServiceThatIsBusyAndSaysSo() throws IOException {
        WrapperServer busy = start();
        busy.answers(WrapperServer.busy(503, "60"));
        DocumentView document = upload();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(IngestHarness.view(document.id()).error())
                                        .isNotNull()
                                        .satisfies(
                                                e -> assertThat(e.code()).isEqualTo("overloaded")));
        busy.answers(WrapperServer.example());

        awaitState(document.id(), DocumentState.INDEXED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html | <html></html> | Page 1 was not read",
                "application/json | {\"document\": {}} | none of the lists"
            })
    void failsADocumentOfWhichAPageCannotBeReadWithTheReason(
            String type, String body, String reason) throws IOException {
        start().answers(exchange -> WrapperServer.send(exchange, 200, type, body));

        DocumentView document = awaitState(upload().id(), DocumentState.FAILED);

        assertThat(document.error())
                .isNotNull()
                .satisfies(
                        e -> assertThat(e.code()).isEqualTo("inference_failed"),
                        e -> assertThat(e.detail()).contains(reason));
        assertThat(ingest.awaitDeadLetter("document_id = $1", document.id())).isNotEmpty();
    }

    /** One that nobody has uploaded before. */
    private static DocumentView upload() throws IOException {
        BufferedImage picture = new BufferedImage(1000, 1400, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 100; i++) {
            picture.getRaster().setSample(i, 0, 0, ThreadLocalRandom.current().nextInt(256));
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return given().contentType("image/png")
                .body(png.toByteArray())
                .post("/v1/documents")
                .then()
                .statusCode(202)
                .extract()
                .as(DocumentView.class);
    }
}
