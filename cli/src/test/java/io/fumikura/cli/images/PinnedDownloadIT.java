package io.fumikura.cli.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.cli.images.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way of the base image: download from a hub, check, export, check again. Tiny
 * checkpoints with random weights and the mission's two architectures stand for the real ones.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PinnedDownloadIT {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path CHECKPOINTS = REPOSITORY.resolve("models/src/test/resources/parity");
    private static final Map<String, String> SOURCES =
            Map.of("sarashina", "embedder-plain", "llama-nv-reranker", "reranker");

    @TempDir private static Path work;
    private Builder builder;
    private Hub hub;

    /** The real lists, with the names of the small checkpoints' files, and a hub that has them. */
    @BeforeAll
    void hubAndRecordedLists() throws IOException {
        builder = TestBuilder.openOrSkip(REPOSITORY);
        Files.createDirectories(work.resolve("hub"));
        hub = new Hub(work.resolve("hub"));
        Path context = work.resolve("context");
        for (String part :
                List.of("docker", "models/sources", "models/mini-ocr", "models/target/lib")) {
            Folders.copy(REPOSITORY.resolve(part), context.resolve(part));
        }
        for (String file : List.of("models/models.lock", "models/target/models.jar")) {
            Files.copy(REPOSITORY.resolve(file), context.resolve(file));
        }
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            record(context, source.getKey(), CHECKPOINTS.resolve(source.getValue()));
        }
    }

    private void record(Path context, String name, Path checkpoint) throws IOException {
        Path list = context.resolve("models/sources/" + name + ".sha256");
        List<String> headers =
                Files.readAllLines(list).stream().filter(line -> line.startsWith("#")).toList();
        Files.write(list, headers);
        String published =
                "hub/" + header(headers, "repository") + "/resolve/" + header(headers, "revision");
        Folders.copy(checkpoint, work.resolve(published));
        Result recorded =
                Shell.run(
                        context,
                        Map.of(),
                        List.of("sh", "docker/source.sh", "record", name, checkpoint.toString()));
        assertThat(recorded.status()).as(recorded.output()).isZero();
    }

    private static String header(List<String> headers, String name) {
        return headers.stream()
                .filter(line -> line.startsWith("# " + name + ": "))
                .map(line -> line.substring(name.length() + 4).strip())
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    void everythingStops() throws IOException {
        if (hub != null) {
            hub.close();
        }
        if (builder != null) {
            builder.close();
        }
    }

    @Test
    void downloadsChecksAndExportsBothModels() throws IOException {
        Path token = Files.writeString(work.resolve("token"), "letmein");

        Result built =
                builder.build(
                        work.resolve("context"),
                        "base",
                        "localhost/downloaded:test",
                        List.of(
                                "--build-arg", "MODEL_HUB=" + hub.address(),
                                "--build-arg", "PRECISION=fp32",
                                "--secret", "id=hub_token,src=" + token));

        assertThat(built.status()).as(built.output()).isZero();
        assertThat(built.output())
                .contains(
                        "downloading model.safetensors",
                        "good /app/models/sarashina: sarashina-embedding-v1-1b",
                        "good /app/reranker_models/llama-nv-reranker: llama-nv-reranker");
        assertThat(hub.tokens()).contains("Bearer letmein");
        JsonNode config = builder.configuration("localhost/downloaded:test");
        assertThat(config.path("Labels").path("sarashina.model").asText())
                .isEqualTo("sbintuitions/sarashina-embedding-v1-1b");
        assertThat(config.path("Labels").path("reranker.model").asText())
                .isEqualTo("nvidia/Llama-3.2-NV-RerankQA-1B-v2");
        assertThat(config.toString()).doesNotContain("letmein");
    }

    @Test
    void refusesAnExportThatIsNotTheLockedOne(@TempDir Path elsewhere) throws IOException {
        Path context = Folders.copy(work.resolve("context"), elsewhere.resolve("context"));
        Files.writeString(
                context.resolve("models/models.lock"),
                """
                {"models": [{"id": "sarashina-embedding-v1-1b", "digest": "%s",
                "repo": "r", "revision": "1", "precision": "fp32", "files": []}]}
                """
                        .formatted("0".repeat(64)));

        Result built =
                builder.build(
                        context,
                        "base",
                        "localhost/bad:test",
                        List.of(
                                "--build-arg",
                                "MODEL_HUB=" + hub.address(),
                                "--build-arg",
                                "PRECISION=fp32",
                                "--build-context",
                                "reranker-model=" + REPOSITORY.resolve("models/mini-reranker")));

        assertThat(built.status()).isNotZero();
        assertThat(built.output())
                .contains("BAD  /model: sarashina-embedding-v1-1b has the digest");
    }

    @Test
    void refusesAnotherFileFromTheHubThanTheRecordedOne(@TempDir Path elsewhere)
            throws IOException {
        Path published = Folders.copy(work.resolve("hub"), elsewhere.resolve("hub"));
        try (Stream<Path> files = Files.walk(published)) {
            for (Path weights : files.filter(file -> file.endsWith("model.safetensors")).toList()) {
                Files.write(weights, new byte[] {1});
            }
        }
        try (Hub altered = new Hub(published)) {
            Result built =
                    builder.build(
                            work.resolve("context"),
                            "base",
                            "localhost/bad:test",
                            List.of("--build-arg", "MODEL_HUB=" + altered.address()));

            assertThat(built.status()).isNotZero();
            assertThat(built.output())
                    .contains("error: model.safetensors is not the recorded file");
        }
    }
}
