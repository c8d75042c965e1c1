package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.client.Ingestion;
import io.fumikura.cli.stack.Component;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with the input, the caller is told what, and nothing hangs. */
@ExtendWith(SharedSystem.class)
class BadInputIT {
    @TempDir Path folder;

    @Test
    void anEmptyFileIsRefused(RunningSystem system) throws IOException, InterruptedException {
        assertThat(reason(system, "empty.txt", new byte[0])).startsWith("empty_document: ");
    }

    @Test
    void aFileOfBlanksIsRefused(RunningSystem system) throws IOException, InterruptedException {
        assertThat(reason(system, "blank.md", " \n\n\t \n".getBytes(UTF_8)))
                .startsWith("empty_document: ");
    }

    @Test
    void bytesThatAreNoTextAreRefused(RunningSystem system)
            throws IOException, InterruptedException {
        byte[] bytes = new byte[4096];
        new java.util.Random(7).nextBytes(bytes);

        assertThat(reason(system, "noise.txt", bytes)).startsWith("un");
    }

    @Test
    void aWrongDeclaredEncodingIsFoundOut(RunningSystem system)
            throws IOException, InterruptedException {
        String html =
                "<html><head><meta charset=\"utf-8\"></head><body><p>社内の連絡先は総務課の内線七七一一番です。</p></body></html>";

        String reason = reason(system, "wrong.html", html.getBytes(Charset.forName("Shift_JIS")));

        assertThat(reason).isEmpty();
        assertThat(system.search("総務課の内線は何番ですか", 3).hits())
                .anySatisfy(hit -> assertThat(hit.text()).contains("七七一一番"));
    }

    @Test
    void aTruncatedPdfIsRefused(RunningSystem system) throws IOException, InterruptedException {
        byte[] whole =
                Files.readAllBytes(
                        RunningSystem.root().resolve("samples/documents/fl-320-guide.pdf"));

        assertThat(reason(system, "truncated.pdf", Arrays.copyOf(whole, whole.length / 3)))
                .startsWith("unreadable_document: ");
    }

    @Test
    void anEncryptedPdfIsRefused(RunningSystem system) throws IOException, InterruptedException {
        Path file = folder.resolve("encrypted.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(file.toFile());
        }

        assertThat(system.ingest(file).reason()).startsWith("encrypted_document: ");
    }

    @Test
    void aFormatWeDoNotReadIsRefused(RunningSystem system)
            throws IOException, InterruptedException {
        assertThat(reason(system, "a.json", "{\"a\":[1,2]}".getBytes(UTF_8)))
                .startsWith("unsupported_format: ");
    }

    @Test
    void aTextOfSixtyMegabytesIsRefused(RunningSystem system)
            throws IOException, InterruptedException {
        byte[] line = "この文書は大きすぎます。\n".getBytes(UTF_8);
        byte[] bytes = new byte[60 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = line[i % line.length];
        }

        assertThat(reason(system, "huge.txt", bytes)).startsWith("document_too_large: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"query\":           | 400 | unreadable_request",
                "{}                    | 422 | invalid_request",
                "[]                    | 422 | invalid_request",
                "{\"query\":\"q\",\"topk\":1}         | 422 | invalid_request",
                "{\"query\":\"q\",\"top_k\":\"many\"} | 422 | invalid_request",
                "{\"query\":5}             | 422 | invalid_request",
                "{\"query\":\"q\",\"top_k\":1.5}       | 422 | invalid_request",
                "{\"query\":[\"q\"]}   | 422 | invalid_request",
                "{\"query\":\"\"}      | 422 | invalid_request",
                "{\"query\":\"q\",\"top_k\":-1}         | 422 | invalid_request",
                "{\"query\":\"q\",\"top_k\":1000000000} | 422 | invalid_request",
                "{\"query\":\"q\",\"mode\":\"magic\"}   | 422 | invalid_request"
            })
    void aSearchThatIsWrongSaysSo(String body, int status, String code, RunningSystem system)
            throws IOException, InterruptedException {
        HttpResponse<String> response = system.postJson(Component.QUERY, "/v1/search", body);

        assertProblem(response, status, code);
    }

    @Test
    void anUnknownDocumentIsNotFound(RunningSystem system)
            throws IOException, InterruptedException {
        assertProblem(
                system.get(Component.INGEST, "/v1/documents/" + UUID.randomUUID()),
                404,
                "document_not_found");
    }

    @Test
    void anUnknownRouteIsNotFound(RunningSystem system) throws IOException, InterruptedException {
        assertProblem(system.get(Component.QUERY, "/v1/nothing"), 404, "not_found");
    }

    @Test
    void aKafkaRecordThatIsNotJsonBecomesADeadLetterAndBlocksNothing(RunningSystem system)
            throws IOException {
        UUID after = UUID.randomUUID();
        Path file = folder.resolve("after.txt");
        Files.writeString(file, "不正な記録のあとに来た文書も読まれる。");
        try (KafkaProducerOfDocuments producer =
                new KafkaProducerOfDocuments(system.settings().kafkaBootstrapServers())) {
            producer.send(after.toString(), "これはJSONではない".getBytes(UTF_8));
            producer.submit(after, file, "text/plain");
        }

        Documents.awaitAllIndexed(system, java.util.List.of(after));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(system.get(Component.INGEST, "/v1/dead-letters").body())
                                        .contains("invalid_event")
                                        .contains("fumikura.documents"));
    }

    private String reason(RunningSystem system, String name, byte[] content)
            throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        Files.write(file, content);
        Ingestion.Outcome outcome = system.ingest(file);
        return outcome.reason();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code)
            throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(response.body());
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(problem.get("trace_id").asText()).matches("[0-9a-f]{32}");
        assertThat(response.body()).doesNotContain("io.fumikura", "Exception");
    }
}
