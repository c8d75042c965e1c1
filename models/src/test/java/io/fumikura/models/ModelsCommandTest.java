package io.fumikura.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.models.adopt.PublishedGraphs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
    private static final Path MODELS = Path.of(System.getProperty("fumikura.root", ".."), "models");

    private final StringWriter out = new StringWriter();

    @TempDir Path temp;

    @Test
    void verifyNamesEveryFileAndSucceedsForTheModelsOfTheSourceTree() {
        int code = run("verify", mini("mini-embedding"), mini("mini-reranker"));

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("ok   " + MODELS.resolve("mini-embedding/model.onnx"))
                .contains("ok   " + MODELS.resolve("mini-reranker/tokenizer.json"))
                .contains("mini-embedding version 2, digest ")
                .doesNotContain("BAD");
    }

    @Test
    void verifyFailsForOneBadFolderAmongGoodOnesAndSaysWhatToDo() throws IOException {
        Path spoilt = copy("mini-embedding");
        Files.writeString(spoilt.resolve("tokenizer.json"), " ", StandardOpenOption.APPEND);

        int code = run("verify", spoilt.toString(), mini("mini-reranker"));

        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .contains("BAD  " + spoilt.resolve("tokenizer.json"))
                .contains("model_path: " + spoilt)
                .contains("expected_location: " + spoilt.resolve("tokenizer.json"))
                .contains("fix: ")
                .contains("mini-reranker version 2, digest ");
    }

    @Test
    void verifyFailsForAFolderThatIsNotThere() {
        assertThat(run("verify", temp.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(out.toString()).contains("there is no such folder");
    }

    @Test
    void verifyWithoutAFolderIsAMistakeOfTheCaller() {
        assertThat(run("verify")).isEqualTo(2);
    }

    @Test
    void listShowsGoodAndBadModels() throws IOException {
        copy("mini-reranker");
        Files.delete(copy("mini-embedding").resolve("model.onnx"));

        assertThat(run("list", temp.toString())).isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains("mini-embedding", "BAD: model.onnx is missing"),
                        line -> assertThat(line).contains("mini-reranker", "rerank", "digest"));
    }

    @Test
    void anUnknownCommandIsAMistakeOfTheCaller() {
        assertThat(run("deploy")).isEqualTo(2);
        assertThat(run("export")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void verifyDeepComputesTheGoldenInputs() {
        assertThat(run("verify", "--deep", mini("mini-reranker"))).isZero();
        assertThat(out.toString()).contains("5 golden inputs, alone and in a batch");
    }

    @Test
    void verifyDeepReadsAnEmptyPageWithAnOcrModel() {
        assertThat(run("verify", "--deep", mini("mini-ocr"))).as(out.toString()).isZero();
        assertThat(out.toString()).contains("an empty page", "good ");
    }

    @Test
    void theModelsOfTheSourceTreeAreTheRecordedOnes() {
        String lock = MODELS.resolve("models.lock").toString();

        assertThat(
                        run(
                                "verify",
                                "--lock",
                                lock,
                                mini("mini-embedding"),
                                mini("mini-reranker"),
                                mini("mini-ocr")))
                .as(out + "after a training, record the models with `models lock`")
                .isZero();
    }

    @Test
    void verifyRefusesAGoodModelThatIsNotTheRecordedOneOrIsNotRecorded() throws Exception {
        String lock = temp.resolve("models.lock").toString();
        assertThat(run("lock", mini("mini-reranker"), "--to", lock)).isZero();
        Path other = copy("mini-reranker");
        Path manifest = other.resolve("model.json");
        Files.writeString(
                manifest,
                Files.readString(manifest).replace("\"version\": \"", "\"version\": \"9"));
        String sum =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(Files.readAllBytes(manifest)));
        Files.writeString(other.resolve("model.json.sha256"), sum + "  model.json\n");

        assertThat(run("verify", "--lock", lock, mini("mini-reranker"))).isZero();
        assertThat(run("verify", "--lock", lock, other.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("mini-reranker has the digest", "recorded is");
        assertThat(run("verify", "--lock", lock, mini("mini-embedding"))).isEqualTo(1);
        assertThat(out.toString()).contains("mini-embedding is not recorded");
    }

    @Test
    void lockKeepsOtherEntriesAndIsTheSameWhenDoneAgain() throws IOException {
        Path lock = temp.resolve("models.lock");
        assertThat(run("lock", mini("mini-reranker"), "--to", lock.toString())).isZero();
        assertThat(run("lock", mini("mini-embedding"), "--to", lock.toString())).isZero();
        byte[] both = Files.readAllBytes(lock);

        assertThat(run("lock", mini("mini-reranker"), "--to", lock.toString())).isZero();
        assertThat(lock).hasBinaryContent(both).content().contains("mini-embedding");
    }

    @Test
    void lockRefusesAModelThatIsNotGood() throws IOException {
        Path spoilt = copy("mini-embedding");
        Files.delete(spoilt.resolve("tokenizer.json"));
        Path lock = temp.resolve("models.lock");

        assertThat(run("lock", spoilt.toString(), "--to", lock.toString())).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }

    @Test
    void exportsAModelThatVerifies() {
        String to = temp.resolve("exported").toString();

        assertThat(
                        run(
                                "export",
                                "--from",
                                Fixtures.folder("reranker").toString(),
                                "--to",
                                to,
                                "--precision",
                                "fp16",
                                "--max-tokens",
                                "256",
                                "--as",
                                "llama-nv-reranker",
                                "--revision",
                                "abc"))
                .isZero();
        assertThat(run("verify", "--deep", to)).isZero();
        assertThat(out.toString()).contains("layer 3 of 3", "good " + to + ": llama-nv-reranker");
    }

    @Test
    void exportNamesTheEntriesOfTheCatalogueWhenOneIsUnknown() {
        assertThat(
                        run(
                                "export",
                                "--from",
                                "x",
                                "--to",
                                "y",
                                "--precision",
                                "fp32",
                                "--as",
                                "sarashina"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("it has: sarashina-embedding-v1-1b");
    }

    @Test
    void exportSaysWhatIsMissing() {
        assertThat(
                        run(
                                "export",
                                "--from",
                                temp.toString(),
                                "--to",
                                temp.resolve("y").toString(),
                                "--precision",
                                "fp32"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("config.json: the file is missing");
    }

    @Test
    void adoptTakesAPublishedOcrModelThatVerifyThenReads() throws IOException {
        PublishedGraphs.ndlocrLite(temp);

        assertThat(run("adopt", temp.toString(), "--as", "ndlocr-lite")).isZero();
        assertThat(run("verify", "--deep", temp.toString())).isZero();
        assertThat(out.toString())
                .contains("ndlocr-lite, licence CC BY 4.0, to be named: 国立国会図書館 NDLOCR-Lite")
                .contains("an empty page");
    }

    @Test
    void adoptSaysWhatIsMissingOrOfNoUse() {
        String folder = temp.toString();

        assertThat(run("adopt", folder, "--as", "pp-ocrv5")).isEqualTo(1);
        assertThat(out.toString()).contains("error: ", "detector.onnx: the file is missing");
        assertThat(run("adopt", folder, "--as", "pp-ocrv5", "--max-tokens", "9")).isEqualTo(2);
        assertThat(out.toString()).contains("are for embedders and rerankers");
        assertThat(run("adopt", folder, "--as", "ndlocr")).isEqualTo(2);
        assertThat(out.toString()).contains("bge-m3", "ndlocr-lite, pp-ocrv5");
    }

    @Test
    void exportLeavesOcrModelsToAdopt() {
        String folder = temp.toString();
        int code =
                run(
                        "export",
                        "--from",
                        folder,
                        "--to",
                        folder + "/to",
                        "--precision",
                        "fp16",
                        "--as",
                        "ndlocr-lite");

        assertThat(code).isEqualTo(2);
        assertThat(out.toString()).contains("`models adopt` takes it");
    }

    private int run(String... arguments) {
        CommandLine command = ModelsCommand.commandLine();
        return command.setOut(new PrintWriter(out)).setErr(new PrintWriter(out)).execute(arguments);
    }

    private static String mini(String name) {
        return MODELS.resolve(name).toString();
    }

    private Path copy(String name) throws IOException {
        Path target = Files.createDirectory(temp.resolve(name));
        try (Stream<Path> files = Files.list(MODELS.resolve(name))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
        return target;
    }
}
