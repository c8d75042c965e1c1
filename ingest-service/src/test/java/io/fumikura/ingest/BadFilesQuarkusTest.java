package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.parse.bad.BadFile;
import io.fumikura.ingest.parse.bad.BadFiles;
import io.fumikura.ingest.parse.pdf.Pdfs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every bad file through the whole service, good ones between them. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class BadFilesQuarkusTest {
    private static final int BAD_BETWEEN_GOOD = 8;

    /** From the upload of a good document to its being found, with bad ones before and behind. */
    private static final Duration DELAY = Duration.ofSeconds(15);

    /** From the last upload to the end of the last bad document. */
    private static final Duration ALL = Duration.ofSeconds(60);

    private static final long MEGABYTE = 1 << 20;

    @Inject IngestHarness ingest;

    /** A file that was taken in and how it must end. */
    private record Sent(String name, UUID id, String end) {}

    @Test
    void endWithTheirReasonAndDelayNoGoodDocument() {
        long heapBefore = heapInUse();
        List<Sent> bad = new ArrayList<>();
        List<Sent> good = new ArrayList<>();

        int number = 0;
        for (BadFile file : BadFiles.all()) {
            if (number++ % BAD_BETWEEN_GOOD == 0) {
                awaitIndexed(good);
                DocumentView view = ingest.upload("良い文書その%dです。".formatted(number));
                good.add(new Sent("good", view.id(), BadFile.INDEXED));
            }
            send(file, bad);
        }
        awaitIndexed(good);
        long sent = System.nanoTime();
        bad.forEach(BadFilesQuarkusTest::awaitEnd);

        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(ALL);
        assertThat(bad).hasSizeGreaterThan(100);
        long growth = heapInUse() - heapBefore;
        System.out.printf(
                "bad files: %d sent, %d taken in, the slowest %d ms; %d good between them, the slowest"
                        + " %d ms; heap grew by %d MB%n",
                number,
                bad.size(),
                slowest(bad).toMillis(),
                good.size(),
                slowest(good).toMillis(),
                growth / MEGABYTE);
        assertThat(growth).isLessThan(64 * MEGABYTE);
    }

    private static void send(BadFile file, List<Sent> bad) {
        RequestSpecification request =
                given().queryParam("file_name", file.name())
                        .contentType(
                                Objects.requireNonNullElse(
                                        file.type(), "application/octet-stream"));
        Response answer = request.body(file.bytes()).post("/v1/documents");
        if (answer.statusCode() == 202) {
            UUID id = UUID.fromString(answer.path("id"));
            bad.add(new Sent(file.name(), id, file.end()));
        } else {
            assertThat(answer.statusCode()).as(file.name()).isBetween(400, 499);
            assertThat(answer.<String>path("code")).as(file.name()).isEqualTo(file.end());
            assertThat(answer.<String>path("detail")).isNotBlank();
        }
    }

    /** The last good document, which was sent before some bad ones. */
    private static void awaitIndexed(List<Sent> good) {
        if (!good.isEmpty()) {
            Sent last = good.get(good.size() - 1);
            DocumentView view = IngestHarness.awaitState(last.id(), DocumentState.INDEXED);
            assertThat(time(view)).isLessThan(DELAY);
        }
    }

    private static Duration time(DocumentView view) {
        return Duration.between(view.createdAt(), view.updatedAt());
    }

    private static void awaitEnd(Sent sent) {
        await(sent.name())
                .atMost(ALL)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> IngestHarness.view(sent.id()).state().isFinal());
        DocumentView view = IngestHarness.view(sent.id());
        DocumentView.Failure error = view.error();
        assertThat(error == null ? BadFile.INDEXED : error.code())
                .as(sent.name())
                .isEqualTo(sent.end());
        if (error != null) {
            assertThat(error.detail()).as(sent.name()).matches("(?s)[A-Z0-9].{15,400}");
        }
    }

    private static Duration slowest(List<Sent> sent) {
        return sent.stream()
                .map(each -> time(IngestHarness.view(each.id())))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void listsPagesThatNeedOcrAndFindsTheOthers() throws IOException {
        String id =
                given().contentType("application/pdf")
                        .queryParam("title", "half scanned")
                        .body(Pdfs.halfScanned("A page with a sentence about zeppelins."))
                        .post("/v1/documents")
                        .then()
                        .statusCode(202)
                        .extract()
                        .path("id");

        DocumentView view = IngestHarness.awaitState(UUID.fromString(id), DocumentState.INDEXED);

        assertThat(view.pages()).isEqualTo(2);
        assertThat(view.pagesNeedingOcr()).isEqualTo(1);
        given().get("/v1/documents/" + id + "/pages/1").then().body("needs_ocr", equalTo(false));
        given().get("/v1/documents/" + id + "/pages/2")
                .then()
                .statusCode(200)
                .body("needs_ocr", equalTo(true))
                .body("lines.size()", equalTo(0));
        assertThat(ingest.search("zeppelins")).anyMatch(hit -> hit.toString().contains(id));
    }
}
