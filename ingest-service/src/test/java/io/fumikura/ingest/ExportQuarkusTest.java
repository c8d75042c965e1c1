package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.export.ExportFormat;
import io.fumikura.ingest.export.ExportOrder;
import io.fumikura.ingest.export.Exports;
import io.fumikura.ingest.export.VanishingPages;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.ParseLimits;
import io.fumikura.ingest.parse.pdf.Pdfs;
import io.fumikura.ingest.picture.DrawingThreads;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Source;
import io.fumikura.ingest.store.Transactions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Documents as files of other formats, and the pages that are to be looked at. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class ExportQuarkusTest {
    @Inject IngestHarness ingest;
    @Inject Transactions transactions;
    @Inject BlobStore store;
    @Inject DrawingThreads threads;

    @ConfigProperty(name = "ingest.blob-directory")
    Path blobs;

    @Test
    void writesWhatIsStoredInEachFormat() {
        UUID id =
                upload(
                        ("# 規程\n\n第一条 <b>本文</b> " + UUID.randomUUID() + "\n\n- 一つ\n- 二つ\n"),
                        "text/markdown",
                        "規程 集");

        Response markdown = export(id, "markdown");
        assertThat(markdown.statusCode()).as(markdown.asString()).isEqualTo(200);
        assertThat(markdown.contentType()).startsWith("text/markdown");
        assertThat(markdown.header("Content-Disposition"))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''%E8%A6%8F%E7%A8%8B%20%E9%9B%86.md");
        assertThat(markdown.asString()).contains("# 規程\n", "第一条", "- 一つ\n- 二つ\n");
        Response html = export(id, "html");
        assertThat(html.contentType()).startsWith("text/html");
        assertThat(html.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(html.asString()).contains("<h1>規程</h1>", "<li>一つ</li>");
        export(id, "json")
                .then()
                .contentType("application/json")
                .body("title", equalTo("規程 集"))
                .body("content_type", equalTo("text/markdown"))
                .body("pages[0].blocks[0].kind", equalTo("heading"))
                .body("pages[0].blocks.kind", hasItem("list_item"));
        assertLeavesNothing();
    }

    @Test
    void sendsAPdfWithTextAsItIs() throws IOException {
        byte[] pdf = Pdfs.withText("text on every page " + UUID.randomUUID());
        UUID id = upload(pdf, "application/pdf", "scan");

        Response response = export(id, "pdf");

        assertThat(response.contentType()).isEqualTo("application/pdf");
        assertThat(response.asByteArray()).isEqualTo(pdf);
        assertThat(export(id, "pdf").asByteArray()).isEqualTo(pdf);
    }

    @Test
    void addsWhatWasRecognisedToAPdfAndListsItForReview() throws IOException {
        UUID id = upload(Pdfs.halfScanned("page one"), "application/pdf", "半分");
        recognise(id, 0.41f);

        Response response = export(id, "pdf");

        assertThat(response.statusCode()).isEqualTo(200);
        try (PDDocument document = Loader.loadPDF(response.asByteArray())) {
            assertThat(new PDFTextStripper().getText(document)).isEqualTo("page one\n認識した頁\n");
        }
        assertLeavesNothing();
        String page = "pages.find { it.document_id == '" + id + "' }";
        given().queryParam("limit", "200")
                .get("/v1/review")
                .then()
                .statusCode(200)
                .body(page + ".page", equalTo(2))
                .body(page + ".title", equalTo("半分"))
                .body(page + ".confidence", equalTo(0.41f))
                .body(page + ".worst_lines.text", equalTo(List.of("認識した頁")))
                .body("limit", equalTo(200));

        given().delete("/v1/documents/" + id).then().statusCode(202);

        given().get("/v1/review").then().body("pages.document_id", not(hasItem(id.toString())));
    }

    @Test
    void doesNotListAPageThatOcrWasSureOf() throws IOException {
        UUID id = upload(Pdfs.halfScanned("sure " + UUID.randomUUID()), "application/pdf", "確か");
        recognise(id, 0.99f);

        given().queryParam("limit", "200")
                .get("/v1/review")
                .then()
                .body("pages.document_id", not(hasItem(id.toString())));
        given().queryParam("limit", "0").get("/v1/review").then().statusCode(422);
    }

    @Test
    void saysWhyThereIsNoExport() throws IOException {
        UUID id = upload("本文 " + UUID.randomUUID(), "text/plain", "本文");
        assertProblem(export(id, "docx"), 422, "invalid_request");
        assertProblem(given().get("/v1/documents/" + id + "/export"), 422, "invalid_request");
        assertProblem(export(id, "pdf"), 404, "no_page_image");
        assertProblem(export(UUID.randomUUID(), "json"), 404, "document_not_found");

        UUID unread = uploaded(Pdfs.encrypted(), "application/pdf", "閉");
        IngestHarness.awaitState(unread, DocumentState.FAILED);
        assertProblem(export(unread, "markdown"), 409, "conflict");
    }

    @Test
    void doesNotSendHalfADocumentWhosePagesGoMeanwhile() throws IOException {
        byte[] pdf = Pdfs.halfScanned("going " + UUID.randomUUID());
        UUID id = upload(pdf, "application/pdf", "去る");
        recognise(id, 0.9f);
        BlobStore vanishing =
                new VanishingPages(
                        store,
                        () ->
                                ingest.execute(
                                        "delete from ingest.pages where document_id = $1 and number"
                                                + " = 2",
                                        id));
        Exports exports =
                new Exports(
                        transactions,
                        vanishing,
                        threads,
                        new Exports.Limits(ParseLimits.DEFAULT, 1));
        DocumentView view = IngestHarness.view(id);
        ExportOrder order =
                new ExportOrder(
                        "default",
                        new GenerationKey(id, 1),
                        new Source(view.sha256(), view.contentType()),
                        Format.PDF,
                        "去る",
                        ExportFormat.PDF);

        assertThatThrownBy(() -> exports.export(order).subscribeAsCompletionStage().join())
                .hasCauseInstanceOf(ServiceException.class)
                .hasMessageContaining("replaced or deleted");
        assertLeavesNothing();
    }

    @Test
    void doesNotSendAnEmptyDocumentWhosePagesWentBeforeTheyWereCounted() throws IOException {
        UUID id = upload(Pdfs.halfScanned("gone " + UUID.randomUUID()), "application/pdf", "空");
        recognise(id, 0.9f);
        ingest.execute("delete from ingest.lines where document_id = $1", id);
        ingest.execute("delete from ingest.pages where document_id = $1", id);

        for (String format : List.of("markdown", "html", "json", "pdf")) {
            assertProblem(export(id, format), 409, "conflict");
        }
        assertLeavesNothing();
    }

    /** As if there were an OCR model. */
    private void recognise(UUID id, float confidence) {
        ingest.execute(
                "insert into ingest.lines (document_id, generation, page, number, text, box_left,"
                        + " box_top, box_right, box_bottom, confidence) values ($1, 1, 2, 1, $2,"
                        + " 40, 50, 200, 70, $3)",
                id,
                "認識した頁",
                confidence);
        ingest.execute(
                "update ingest.pages set needs_ocr = false, confidence = $2, blocks = $3 where"
                        + " document_id = $1 and number = 2",
                id,
                confidence,
                "[{\"kind\":\"paragraph\",\"lines\":[1]}]");
    }

    private static Response export(UUID id, String format) {
        return given().queryParam("format", format).get("/v1/documents/" + id + "/export");
    }

    private static void assertProblem(Response response, int status, String code) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        response.then().contentType(containsString("application/problem+json"));
        assertThat(response.<String>path("code")).isEqualTo(code);
    }

    private static UUID upload(String content, String type, String title) {
        return upload(content.getBytes(StandardCharsets.UTF_8), type, title);
    }

    private static UUID upload(byte[] content, String type, String title) {
        UUID id = uploaded(content, type, title);
        IngestHarness.awaitState(id, DocumentState.INDEXED);
        return id;
    }

    private static UUID uploaded(byte[] content, String type, String title) {
        Response response =
                given().contentType(type)
                        .queryParam("title", title)
                        .body(content)
                        .post("/v1/documents");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return response.as(DocumentView.class).id();
    }

    private void assertLeavesNothing() {
        await().atMost(IngestHarness.PATIENCE)
                .untilAsserted(
                        () -> {
                            try (Stream<Path> files = Files.list(blobs.resolve(".incoming"))) {
                                assertThat(files).isEmpty();
                            }
                        });
    }
}
