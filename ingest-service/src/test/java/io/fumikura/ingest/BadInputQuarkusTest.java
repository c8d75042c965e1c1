package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.parse.pdf.Pdfs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be taken in is answered with a problem, or fails with a reason; nothing hangs. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class BadInputQuarkusTest {
    /** For all requests: one made for a single request hangs now and then as it goes to HTTP/2. */
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject IngestHarness ingest;

    @Test
    void refusesAnEmptyDocument() {
        given().contentType("text/plain")
                .body(new byte[0])
                .post("/v1/documents")
                .then()
                .statusCode(422)
                .body("code", equalTo("empty_document"));
        given().multiPart("file", "a.txt", new byte[0], "text/plain")
                .post("/v1/documents")
                .then()
                .statusCode(422)
                .body("code", equalTo("empty_document"));
    }

    @Test
    void refusesAFormWithoutAFile() {
        given().multiPart("title", "x")
                .post("/v1/documents")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_request"));
    }

    @Test
    void refusesFormatsItCannotRead() {
        given().multiPart("file", "a.json", IngestHarness.bytes("[1]"), "application/json")
                .post("/v1/documents")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported_format"));
        given().multiPart("file", "a.txt", new byte[] {'M', 'Z', 0, 1}, "text/plain")
                .post("/v1/documents")
                .then()
                .statusCode(415);
    }

    @Test
    void theCharacterZeroIsNoPartOfATag() {
        given().urlEncodingEnabled(false).get("/v1/documents?tag=%00").then().statusCode(200);
        given().contentType("text/plain")
                .urlEncodingEnabled(false)
                .body("本文。")
                .post("/v1/documents?metadata=%7B%22a%22:%22%5Cu0000%5Cud83d%22%7D&title=%00")
                .then()
                .statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "/",
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=never-closed"
            })
    void refusesABodyWhoseContentTypeDoesNotFitIt(String contentType) throws Exception {
        URI address = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/documents");
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString("--never-closed\r\nx"))
                        .build();

        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).contains("\"code\":\"unreadable_request\"");
    }

    @Test
    void answersAnUploadThatIsTooLargeInsteadOfResettingIt() throws Exception {
        URI address = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/documents");
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "text/plain")
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new Repeated(60_000_000)))
                        .build();

        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(response.body()).contains("document_too_large", "52,428,800");
    }

    /** So many letters. */
    private static final class Repeated extends InputStream {
        private int left;

        Repeated(int length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'a' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int n = Math.min(left, length);
            Arrays.fill(buffer, offset, offset + n, (byte) 'a');
            left -= n;
            return n;
        }
    }

    @Test
    void failsDocumentsThatCannotBeReadWithTheReason() throws IOException {
        byte[] pdf = Pdfs.withText("One page of text.");
        byte[] truncated = Arrays.copyOf(pdf, pdf.length * 2 / 3);

        assertThat(failure("application/pdf", truncated)).isEqualTo("unreadable_document");
        assertThat(failure("application/pdf", Pdfs.encrypted())).isEqualTo("encrypted_document");
        assertThat(failure("application/pdf", Pdfs.withoutText())).isEqualTo("empty_document");
        assertThat(failure("text/plain", IngestHarness.bytes(" \n\t\n ")))
                .isEqualTo("empty_document");
        assertThat(failure("text/plain", new byte[] {(byte) 0xff, 'a', (byte) 0x81, (byte) 0xff}))
                .isEqualTo("unreadable_document");
    }

    private String failure(String contentType, byte[] body) {
        String id =
                given().contentType(contentType)
                        .body(body)
                        .post("/v1/documents")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");
        DocumentView.Failure error =
                Objects.requireNonNull(
                        IngestHarness.awaitState(UUID.fromString(id), DocumentState.FAILED)
                                .error());
        assertThat(error.detail()).isNotBlank();
        ingest.awaitDeadLetter("document_id = $1 and code = $2", UUID.fromString(id), error.code());
        return error.code();
    }

    @Test
    void knowsNoOtherDocuments() {
        String unknown = UUID.randomUUID().toString();
        for (String id : new String[] {unknown, "not-a-uuid"}) {
            given().get("/v1/documents/" + id)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("document_not_found"));
            given().delete("/v1/documents/" + id).then().statusCode(404);
            given().get("/v1/documents/" + id + "/events")
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("document_not_found"));
        }
        given().post("/v1/dead-letters/" + unknown + "/replay")
                .then()
                .statusCode(404)
                .body("code", equalTo("dead_letter_not_found"));
    }

    @Test
    void saysWhichParameterIsWrong() {
        given().queryParam("limit", "1000")
                .get("/v1/documents")
                .then()
                .statusCode(422)
                .body("detail", endsWith("from 1 to 200"));
        given().queryParam("state", "lost").get("/v1/documents").then().statusCode(422);
    }
}
