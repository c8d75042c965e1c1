package io.fumikura.cli.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fumikura.cli.images.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/source.sh}, run as an operator and as the image build run it. */
class SourceListTest {
    /** SHA-256 of "a\n" and "b\n". */
    private static final String A =
            "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7";

    private static final String B =
            "0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f";
    private static final String HEADER = "# repository: owner/model\n# revision: r1\n";

    @TempDir private Path work;
    private Path list = Path.of("");
    private Path folder = Path.of("");
    private Hub hub;

    @BeforeEach
    void hubWithTwoFiles() throws IOException {
        assumeTrue(
                Shell.has("curl") && Shell.has("sha256sum"), "curl or sha256sum is not installed");
        Files.createDirectories(work.resolve("docker"));
        Files.copy(Path.of("../docker/source.sh"), work.resolve("docker/source.sh"));
        list = Files.createDirectories(work.resolve("models/sources")).resolve("m.sha256");
        folder = Files.createDirectory(work.resolve("folder"));
        Path published = work.resolve("hub/owner/model/resolve/r1");
        Files.createDirectories(published.resolve("sub"));
        Files.writeString(published.resolve("a"), "a\n");
        Files.writeString(published.resolve("sub/b"), "b\n");
        hub = new Hub(work.resolve("hub"));
    }

    @AfterEach
    void hubStops() {
        hub.close();
    }

    @Test
    void recordsWhatItDownloadsAndThenFetchesIt() throws IOException {
        Files.writeString(list, HEADER + "unrecorded  a\nunrecorded  sub/b\n");

        Result recorded = run("record", Map.of());
        Result fetched = run("fetch", Map.of());

        assertThat(recorded.status()).as(recorded.output()).isZero();
        assertThat(list).hasContent(HEADER + A + "  a\n" + B + "  sub/b\n");
        assertThat(fetched.output()).isEqualTo("ok   a\nok   sub/b\n");
        assertThat(hub.tokens()).as("the second run found the files").hasSize(2);
    }

    @Test
    void downloadsNothingWhileAnyFileIsUnrecorded() throws IOException {
        Files.writeString(list, HEADER + A + "  a\nunrecorded  sub/b\n");

        Result result = run("fetch", Map.of());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .contains("sub/b has no recorded sum", "docker/source.sh record m");
        assertThat(hub.tokens()).isEmpty();
    }

    @Test
    void refusesADownloadedFileWithAnotherSum() throws IOException {
        Files.writeString(list, HEADER + B + "  a\n");

        Result result = run("fetch", Map.of());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("error: a is not the recorded file", A, B);
    }

    @Test
    void doesNotRecordOverAnotherSum() throws IOException {
        Files.writeString(list, HEADER + B + "  a\nunrecorded  sub/b\n");

        Result result = run("record", Map.of());

        assertThat(result.status()).isEqualTo(1);
        assertThat(list).hasContent(HEADER + B + "  a\nunrecorded  sub/b\n");
    }

    @Test
    void saysWhenTheHubHasNoSuchFile() throws IOException {
        Files.writeString(list, HEADER + A + "  weights\n");

        assertThat(run("fetch", Map.of()).output()).contains("error: weights could not be");
    }

    @Test
    void asksForTheAddressOfTheHub() throws IOException {
        Files.writeString(list, HEADER + A + "  a\n");

        assertThat(run("fetch", Map.of("MODEL_HUB", "")).output()).contains("set MODEL_HUB");
    }

    @Test
    void sendsATokenThatIsInAFile() throws IOException {
        Files.writeString(list, HEADER + A + "  a\n");
        Path token = Files.writeString(work.resolve("token"), "secret\n");

        Result result = run("fetch", Map.of("HUB_TOKEN_FILE", token.toString()));

        assertThat(result.output()).isEqualTo("downloading a\nok   a\n");
        assertThat(hub.tokens()).containsExactly("Bearer secret");
    }

    @Test
    void checkWantsExactlyTheListedFilesOrNone() throws IOException {
        Files.writeString(list, A + "  a\n" + B + "  sub/b\n");

        assertThat(run("check", Map.of())).isEqualTo(new Result(0, "m: no files\n"));

        Files.writeString(folder.resolve("a"), "a\n");
        assertRefused("sub/b is missing");

        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/b"), "b\n");
        assertThat(run("check", Map.of())).isEqualTo(new Result(0, "ok   a\nok   sub/b\n"));

        Files.writeString(folder.resolve("sub/c"), "");
        assertRefused("sub/c in " + folder + " is not listed");

        Files.delete(folder.resolve("sub/c"));
        Files.delete(folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("a"), work.resolve("hub/owner/model/resolve/r1/a"));
        assertRefused("a in " + folder + " is a link");
    }

    @Test
    void aListWithoutFilesRecordsEveryFileOfTheFolder() throws IOException {
        Files.writeString(list, "# nothing yet\n");
        Files.writeString(folder.resolve("a"), "a\n");

        assertRefused("a in " + folder + " is not listed");
        assertThat(run("record", Map.of()).status()).isZero();
        assertThat(list).hasContent("# nothing yet\n" + A + "  a\n");
    }

    @Test
    void refusesAListThatLeavesTheFolder() throws IOException {
        Files.writeString(list, HEADER + A + "  ../a\n");

        assertThat(run("fetch", Map.of()).status()).isEqualTo(1);
        assertThat(hub.tokens()).isEmpty();
    }

    @Test
    void everyListOfTheRepositoryIsWellFormed() throws IOException {
        for (String name : List.of("sarashina", "llama-nv-reranker", "yomitoku")) {
            Path real = Path.of("../models/sources", name + ".sha256");
            List<String> bad =
                    Files.readAllLines(real).stream()
                            .filter(line -> !line.matches("#.*|([0-9a-f]{64}|unrecorded)  \\S+"))
                            .toList();
            assertThat(bad).as(name).isEmpty();
        }
    }

    private void assertRefused(String said) {
        Result result = run("check", Map.of());
        assertThat(result.status()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains("error: " + said);
    }

    private Result run(String verb, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of("MODEL_HUB", hub.address()));
        all.putAll(environment);
        return Shell.run(
                work, all, List.of("sh", "docker/source.sh", verb, "m", folder.toString()));
    }
}
