package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.eval.FeedbackSet;
import io.fumikura.cli.stack.Component;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./dev.sh eval --from-feedback}: from searches and thumbs to a folder that can be measured.
 */
class FeedbackSetIT {
    private static final String QUESTION = "有給休暇は入社後いつ何日もらえますか";

    @Test
    void writesTheQuestionsTheThumbsAndTheDocumentsOfARunningSystem(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "feedback-");
        try (RunningSystem system =
                RunningSystem.start(data, Map.of("QUERY_LOG_QUERIES", "true"))) {
            FeedbackSet feedback = new FeedbackSet(system.client());
            assertThatThrownBy(() -> feedback.write(folder.resolve("none")))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("QUERY_LOG_QUERIES=true");
            UUID leave = uploaded(system, "就業規則", "年次有給休暇は入社から6か月後に10日を与える。");
            UUID travel = uploaded(system, "旅費規程", "国内出張の日当は1日につき3,000円とする。");

            ask(system, leave, "up", travel, "down");

            assertThat(feedback.write(folder.resolve("set")))
                    .contains("1 questions", "2 documents");
            assertThat(Files.readAllLines(folder.resolve("set/qrels.tsv")))
                    .contains("q0001\t" + leave + "\t1", "q0001\t" + travel + "\t0");
            assertThat(Files.readString(folder.resolve("set/queries.jsonl"))).contains(QUESTION);
            assertThat(Files.readAllLines(folder.resolve("set/corpus.jsonl")))
                    .hasSize(2)
                    .anyMatch(line -> line.contains(leave.toString()) && line.contains("6か月後"));
            assertThatThrownBy(() -> feedback.write(folder.resolve("set")))
                    .hasMessageContaining("not empty");
        }
    }

    private static UUID uploaded(RunningSystem system, String title, String text) {
        UUID id = UUID.nameUUIDFromBytes(title.getBytes(UTF_8));
        system.client().uploadText(id, title, text);
        Documents.awaitAllIndexed(system, List.of(id));
        return id;
    }

    /** Asks, and gives each document's hit its thumb. */
    private static void ask(
            RunningSystem system, UUID one, String firstThumb, UUID two, String secondThumb)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                system.postJson(Component.QUERY, "/v1/search", "{\"query\":\"" + QUESTION + "\"}");
        String id = response.headers().firstValue("x-query-id").orElseThrow();
        List<UUID> found =
                system.client().read(response.body(), SearchResponse.class).hits().stream()
                        .map(Hit::documentId)
                        .toList();
        assertThat(found).contains(one, two);
        thumb(system, id, one, firstThumb);
        thumb(system, id, two, secondThumb);
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                new ObjectMapper()
                                        .readTree(
                                                system.get(Component.QUERY, "/v1/feedback").body())
                                        .findValuesAsText("query")
                                        .contains(QUESTION));
    }

    private static void thumb(RunningSystem system, String query, UUID document, String thumb)
            throws IOException, InterruptedException {
        String body =
                "{\"query_id\":\"%s\",\"thumbs\":\"%s\",\"hit\":{\"document_id\":\"%s\",\"ordinal\":0}}"
                        .formatted(query, thumb, document);
        assertThat(system.postJson(Component.QUERY, "/v1/feedback", body).statusCode())
                .isEqualTo(204);
    }
}
