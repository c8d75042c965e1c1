package io.fumikura.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
                .contains("mini-embedding version 1, digest ")
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
                .contains("mini-reranker version 1, digest ");
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
        assertThat(run("export")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
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
