package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.client.FileTypes;
import io.fumikura.cli.client.Ingestion;
import io.fumikura.cli.stack.Component;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.query.AnswerKind;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sample documents in, questions answered. */
@ExtendWith(SharedSystem.class)
class MainJobIT {
    private static final Path SAMPLES = RunningSystem.root().resolve("samples");
    private static final Map<UUID, String> NAMES = new HashMap<>();

    @BeforeAll
    static void ingestTheSamples(RunningSystem system) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve("documents"))) {
            for (Path file : files.sorted().toList()) {
                Ingestion.Outcome outcome = system.ingest(file);
                assertThat(outcome.reason()).as(file.toString()).isEmpty();
                DocumentView again = system.client().upload(file, FileTypes.of(file));
                NAMES.put(again.id(), file.getFileName().toString());
            }
        }
    }

    @Test
    void findsTheRightDocumentAmongTheFirstThree(RunningSystem system) throws IOException {
        Questions.Result result =
                Questions.ask(system, Questions.read(SAMPLES.resolve("questions.jsonl")), NAMES);

        System.out.printf(
                "samples: %d of %d questions answered by the first three; missed: %s%n",
                result.asked() - result.missed().size(), result.asked(), result.missed());
        assertThat(result.asked()).isEqualTo(24);
        // One asks for 夏休み where the document says 夏季休業; that takes a synonym.
        assertThat(result.missed()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void neverSaysThatTheSamplesDoNotAnswerAQuestionTheyAnswer(RunningSystem system)
            throws IOException {
        for (Questions.Question question : Questions.read(SAMPLES.resolve("questions.jsonl"))) {
            assertThat(answer(system, question.text()).kind())
                    .as(question.text())
                    .isEqualTo(AnswerKind.EXTRACTIVE);
        }
    }

    @Test
    void aCommandThatIsRefusedSaysWhyInOneLine(RunningSystem system)
            throws IOException, InterruptedException {
        assertThat(DevCommand.run(system, "reindex"))
                .isEqualTo(new DevCommand(1, "error: not_found: There was no reindex yet\n"));
    }

    @Test
    void theSameBytesAreTheSameDocument() {
        assertThat(NAMES.values()).doesNotHaveDuplicates();
    }

    @Test
    void answersFromTheDocumentsAndSaysWhere(RunningSystem system) {
        AnswerResponse answer =
                system.client()
                        .read(
                                system.client().answer(AnswerRequest.of("結婚するときの休暇は何日もらえますか。")),
                                AnswerResponse.class);

        assertThat(answer.kind()).isEqualTo(AnswerKind.EXTRACTIVE);
        assertThat(answer.degraded()).contains("generation");
        assertThat(answer.answer()).contains("結婚", "[1]");
        assertThat(answer.citations())
                .anySatisfy(
                        c -> {
                            assertThat(NAMES.get(c.documentId())).isEqualTo("work-rules.md");
                            assertThat(c.firstLine()).isPositive();
                            assertThat(c.lastLine()).isGreaterThanOrEqualTo(c.firstLine());
                        });
    }

    @Test
    void streamsAnAnswerAsEvents(RunningSystem system) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(system.uri(Component.QUERY, "/v1/answers"))
                        .header("Content-Type", "application/json")
                        .header("Accept", "text/event-stream")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"query\":\"副業は月に何時間までできますか。\"}"))
                        .build();

        HttpResponse<Stream<String>> response =
                system.send(request, HttpResponse.BodyHandlers.ofLines());
        List<String> events =
                response.body()
                        .filter(line -> line.startsWith("event:"))
                        .map(line -> line.substring("event:".length()).strip())
                        .distinct()
                        .toList();

        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        assertThat(events).containsExactly("retrieval", "token", "citations", "done");
    }

    @Test
    void bothModelServicesSayWhichModelTheyRun(RunningSystem system)
            throws IOException, InterruptedException {
        JsonNode embedding = json(system.get(Component.EMBEDDING, "/info").body());
        JsonNode reranker = json(system.get(Component.RERANKER, "/info").body());

        assertThat(embedding.get("model_id").asText()).isEqualTo("mini-embedding");
        assertThat(embedding.get("dimension").asInt()).isEqualTo(256);
        assertThat(embedding.get("model_digest").asText()).matches("[0-9a-f]{64}");
        assertThat(reranker.get("model_id").asText()).isEqualTo("mini-reranker");
    }

    @Test
    void everyServiceShowsItsMetricsAndItsApi(RunningSystem system)
            throws IOException, InterruptedException {
        for (Component service : Component.values()) {
            if (service != Component.LOCAL_STACK) {
                assertThat(system.get(service, "/q/metrics").body())
                        .as(service.processName())
                        .contains("jvm_memory");
                assertThat(system.get(service, "/q/openapi").body())
                        .as(service.processName())
                        .contains("openapi:");
                assertThat(system.get(service, "/q/health/live").statusCode()).isEqualTo(200);
                assertThat(system.get(service, "/q/health/started").statusCode()).isEqualTo(200);
            }
        }
    }

    private static AnswerResponse answer(RunningSystem system, String question) {
        return system.client()
                .read(system.client().answer(AnswerRequest.of(question)), AnswerResponse.class);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
