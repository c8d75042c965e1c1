package io.fumikura.cli.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.cli.images.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Builds the images from the packaged modules and the miniature models, and starts one of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesIT {
    /** Without Kafka and without credentials, which is only allowed on loopback. */
    private static final List<String> ALONE =
            List.of(
                    "EMBEDDING_KAFKA_ENABLED=false",
                    "ACCESS_MODE=open",
                    "QUARKUS_HTTP_HOST=127.0.0.1");

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Path EMBEDDING = REPOSITORY.resolve("models/mini-embedding");
    private static final Path RERANKER = REPOSITORY.resolve("models/mini-reranker");
    private static final String SERVICE = "localhost/fumikura-embedding-service:test";

    private Builder builder;

    @BeforeAll
    void buildsTheBaseImage() throws IOException {
        builder = TestBuilder.openOrSkip(REPOSITORY);
        assertThat(buildBase(EMBEDDING, RERANKER, Builder.BASE)).satisfies(ImagesIT::succeeded);
    }

    @AfterAll
    void deletesTheStorage() throws IOException {
        if (builder != null) {
            builder.close();
        }
    }

    @Test
    void labelsTheBaseImageWithWhatIsInIt() throws IOException {
        JsonNode labels = builder.configuration(Builder.BASE).path("Labels");

        assertThat(labels.path("sarashina.model").asText()).isEqualTo("mini-embedding");
        assertThat(labels.path("reranker.model").asText()).isEqualTo("mini-reranker");
        assertThat(labels.path("ocr.model").asText()).isEqualTo("mini-ocr");
    }

    @Test
    void refusesOneFlippedByteAndNamesTheFile(@TempDir Path folder) throws IOException {
        Path model = Folders.copy(EMBEDDING, folder.resolve("model"));
        flipAByte(model.resolve("model.onnx"));

        assertRefused(buildBase(model, RERANKER, "localhost/bad:test"), "model.onnx");
    }

    @Test
    void refusesAMissingFileAndNamesIt(@TempDir Path folder) throws IOException {
        Path model = Folders.copy(RERANKER, folder.resolve("model"));
        Files.delete(model.resolve("tokenizer.json"));

        assertRefused(buildBase(EMBEDDING, model, "localhost/bad:test"), "tokenizer.json");
    }

    @Test
    void refusesAnExtraFileAndNamesIt(@TempDir Path folder) throws IOException {
        Path model = Folders.copy(EMBEDDING, folder.resolve("model"));
        Files.writeString(model.resolve("notes.txt"), "left here");

        assertRefused(buildBase(model, RERANKER, "localhost/bad:test"), "notes.txt");
    }

    @Test
    void refusesAnEditedManifestAndNamesIt(@TempDir Path folder) throws IOException {
        Path model = Folders.copy(EMBEDDING, folder.resolve("model"));
        Path manifest = model.resolve("model.json");
        Files.writeString(
                manifest,
                Files.readString(manifest).replace("\"version\": \"", "\"version\": \"9"));

        assertRefused(buildBase(model, RERANKER, "localhost/bad:test"), "model.json");
    }

    @Test
    void refusesAnOcrFolderThatSaysNothingOfItsFiles(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("detector.onnx"), "bytes");

        Result result =
                buildBase(
                        EMBEDDING,
                        RERANKER,
                        "localhost/bad:test",
                        "--build-context",
                        "ocr-model=" + folder);

        assertRefused(result, "/app/models/ocr");
        assertThat(result.output()).contains("model.json");
    }

    @Test
    void refusesALabelThatNamesAnotherModel() {
        Result result =
                buildBase(
                        EMBEDDING,
                        RERANKER,
                        "localhost/bad:test",
                        "--build-arg",
                        "RERANKER_MODEL=nvidia/Llama-3.2-NV-RerankQA-1B-v2");

        assertRefused(result, "mini-reranker");
    }

    @Test
    void refusesToDownloadAFileThatHasNoRecordedSum() {
        Result result =
                builder.build(
                        "base",
                        "localhost/bad:test",
                        List.of("--build-context", "reranker-model=" + RERANKER));

        assertRefused(result, "config.json");
        assertThat(result.output()).contains("docker/source.sh record sarashina");
    }

    @Test
    void buildsAllServices() {
        assertThat(builder.build("query", "localhost/fumikura-query-service:test", List.of()))
                .satisfies(ImagesIT::succeeded);
        Result ingest =
                builder.build("ingest", "localhost/fumikura-ingest-service:test", List.of());
        assertThat(ingest).satisfies(ImagesIT::succeeded);
        assertThat(ingest.output()).contains("good /app/models/ocr: mini-ocr");
        Result reranker =
                builder.build("reranker", "localhost/fumikura-reranker-service:test", List.of());
        assertThat(reranker).satisfies(ImagesIT::succeeded);
        assertThat(reranker.output()).contains("good /app/reranker_models/llama-nv-reranker");
    }

    @Test
    void refusesABaseImageThatWasAlteredAfterItsCheck() throws IOException {
        builder.change(
                Builder.BASE,
                "localhost/altered-base:test",
                "echo >> /app/models/sarashina/tokenizer.json");

        Result result =
                builder.build(
                        "embedding",
                        "localhost/bad:test",
                        List.of("--build-arg", "BASE_IMAGE=localhost/altered-base:test"));

        assertRefused(result, "tokenizer.json");
    }

    @Test
    void refusesTheCpuBuildOfOnnxRuntimeForAGpu() {
        Result result =
                builder.build(
                        "embedding",
                        "localhost/bad:test",
                        List.of("--build-arg", "ONNXRUNTIME=gpu"));

        assertRefused(result, "mvn -Pgpu package");
    }

    /** One start of each kind: building the image is the expensive part. */
    @Test
    void embeddingImageServesItsModelOnAReadOnlyRootWithoutNetworkAndNoOtherModel()
            throws IOException {
        Result built = builder.build("embedding", SERVICE, List.of());
        assertThat(built).satisfies(ImagesIT::succeeded);
        assertThat(builder.configuration(SERVICE).path("User").asText()).isEqualTo("10001:10001");

        Result good = builder.runClosed(SERVICE, ALONE);

        assertThat(good.output())
                .contains("READY", "model mini-embedding", "user 10001", "HTTP/1.0 200")
                .as("nothing is unpacked")
                .contains("files in /tmp: 0")
                .as("nothing could be written elsewhere")
                .contains("written to /: no");

        Result other =
                builder.runClosed(
                        SERVICE,
                        Stream.concat(
                                        ALONE.stream(),
                                        Stream.of("EMBEDDING_MODEL_DIGEST=" + "0".repeat(64)))
                                .toList());

        assertThat(other.output())
                .contains("ENDED 1", "model_path: /app/models/sarashina", "fix:")
                .doesNotContain("READY");
    }

    private Result buildBase(Path embedding, Path reranker, String image, String... options) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--build-context",
                                "embedding-model=" + embedding,
                                "--build-context",
                                "reranker-model=" + reranker,
                                "--build-arg",
                                "EMBEDDING_MODEL=mini-embedding",
                                "--build-arg",
                                "RERANKER_MODEL=mini-reranker"));
        all.addAll(List.of(options));
        return builder.build("base", image, all);
    }

    private static void flipAByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static void succeeded(Result result) {
        assertThat(result.status()).as(result.output()).isZero();
    }

    private static void assertRefused(Result result, String named) {
        assertThat(result.status()).as(result.output()).isNotZero();
        String said =
                result.output()
                        .lines()
                        .filter(line -> line.startsWith("BAD") || line.startsWith("error:"))
                        .reduce("", (all, line) -> all + line + "\n");
        assertThat(said).as(result.output()).contains(named);
    }
}
