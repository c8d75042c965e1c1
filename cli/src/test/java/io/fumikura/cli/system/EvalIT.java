package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.cli.Fumikura;
import io.fumikura.cli.eval.TinySet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./dev.sh eval} on a set of twelve documents, twice on the same scratch folder. */
class EvalIT {
    private static final String ROOT = "fumikura.root";
    private static final String BEFORE = System.getProperty(ROOT, "");

    @TempDir private Path folder;

    @BeforeAll
    static void inTheCheckout() {
        System.setProperty(ROOT, RunningSystem.root().toString());
    }

    @AfterAll
    static void asBefore() {
        if (BEFORE.isEmpty()) {
            System.clearProperty(ROOT);
        } else {
            System.setProperty(ROOT, BEFORE);
        }
    }

    @Test
    void measuresEveryModeWritesTheReportsAndComparesWithAnEarlierOne() throws IOException {
        Path set = TinySet.write(folder.resolve("tiny"));
        Path scratch = folder.resolve("scratch");

        String said = eval(set, "--scratch", scratch, "--to", folder.resolve("first"));

        JsonNode report = json(folder.resolve("first/eval.json"));
        JsonNode modes = report.at("/sets/0/modes");
        assertThat(modes.findValuesAsText("mode"))
                .containsExactly("lexical", "dense", "hybrid", "hybrid+rerank");
        assertThat(report.at("/sets/0/documents").asInt()).isEqualTo(12);
        assertThat(report.at("/sets/0/index_seconds").asDouble()).isPositive();
        assertThat(report.at("/models/reranker-service/model_digest").asText()).hasSize(64);
        for (JsonNode mode : modes) {
            assertThat(mode.at("/metrics/ndcg@10/mean").asDouble())
                    .as("%s", mode.get("mode"))
                    .isGreaterThan(0.8);
            assertThat(mode.at("/metrics/recall@50/mean").asDouble()).isEqualTo(1);
            assertThat(mode.at("/seconds_per_query/p95").asDouble()).isPositive();
            assertThat(mode.at("/stages_ms/total/p50").asDouble()).isPositive();
            assertThat(mode.get("degraded").asInt()).isZero();
            assertThat(mode.get("questions")).hasSize(12);
        }
        assertThat(modes.get(3).at("/stages_ms/rerank/p50").asDouble()).isPositive();
        assertThat(said).contains("hybrid+rerank", "ndcg@10", "tiny (12, 12)");
        assertThat(Files.readString(folder.resolve("first/eval.html")))
                .contains("<svg", "tiny", "recall@50")
                .doesNotContain("http");

        Path earlier = worseBefore(report);
        String compared =
                eval(
                        set,
                        "--scratch",
                        scratch,
                        "--modes",
                        "lexical",
                        "--against",
                        earlier,
                        "--to",
                        folder.resolve("second"));

        JsonNode again = json(folder.resolve("second/eval.json"));
        assertThat(again.at("/sets/0/index_seconds").asDouble()).as("nothing was indexed").isZero();
        JsonNode difference = again.at("/against/differences/0");
        assertThat(difference.get("mode").asText()).isEqualTo("lexical");
        assertThat(difference.get("better").asInt()).isEqualTo(1);
        assertThat(difference.get("worse").asInt()).isZero();
        assertThat(difference.at("/changed/0/id").asText()).isEqualTo("q0");
        assertThat(difference.at("/metrics/ndcg@10/mean").asDouble()).isPositive();
        assertThat(compared).contains("difference to the report of").contains("+1 −0");
        assertThat(Files.readString(folder.resolve("second/eval.html")))
                .contains("1 better, 0 worse of 12", "class=\"better\"");
    }

    /** As if the first question's document had not been found the last time. */
    private Path worseBefore(JsonNode report) throws IOException {
        ObjectNode earlier = report.deepCopy();
        for (JsonNode mode : earlier.at("/sets/0/modes")) {
            ObjectNode metrics = (ObjectNode) mode.at("/questions/0/metrics");
            metrics.put("ndcg@10", 0.0);
        }
        Path file = folder.resolve("earlier.json");
        Files.writeString(file, earlier.toString());
        return file;
    }

    private static String eval(Object... arguments) {
        StringWriter out = new StringWriter();
        String[] words = new String[arguments.length + 1];
        words[0] = "eval";
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].toString();
        }
        CommandLine command = Fumikura.commandLine().setOut(new PrintWriter(out, true));
        StringWriter errors = new StringWriter();
        command.setErr(new PrintWriter(errors, true));
        assertThat(command.execute(words)).as("%s%s", out, errors).isZero();
        return out.toString();
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
