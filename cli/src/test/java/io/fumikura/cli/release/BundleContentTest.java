package io.fumikura.cli.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.Fumikura;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BundleContentTest {
    /** From the checkout, not from another image. */
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?!--)(.*) \\S+$");

    private static final Pattern LINKED = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

    @TempDir Path folder;

    @Test
    void saysWhatWasNotBuilt() {
        assertThatThrownBy(() -> new BundleContent(folder, folder.resolve("bundle")).copy())
                .hasMessageContaining("target/sbom")
                .hasMessageContaining("./dev.sh sbom");
        assertThat(folder.resolve("bundle")).doesNotExist();
    }

    @Test
    void doesNotMixWithWhatIsThere() throws IOException {
        Files.writeString(folder.resolve("a"), "a");

        assertThatThrownBy(() -> new BundleContent(folder, folder).copy())
                .hasMessageContaining("is not empty");
    }

    @Test
    void carriesWhatTheContainerFilesCopyAndWhatItsDocumentsLinkTo() throws IOException {
        Path root = Path.of(System.getProperty("fumikura.root", ".."));
        Set<String> named = new TreeSet<>();
        for (Path file : files(root.resolve("docker"), "Dockerfile*")) {
            // Native executables are compiled in a checkout, where GraalVM is.
            if (!file.endsWith("Dockerfile.native")) {
                named(COPIED, file)
                        .flatMap(m -> Stream.of(m.group(1).split(" ")))
                        .forEach(named::add);
            }
        }
        List<Path> documents = new ArrayList<>(files(root.resolve("docs"), "*.md"));
        for (String document :
                List.of("README.md", "README.ja.md", "deploy/README.md", "docker/README.md")) {
            documents.add(root.resolve(document));
        }
        for (Path document : documents) {
            Path from = root.relativize(document).resolveSibling("");
            named(LINKED, document)
                    .map(m -> from.resolve(m.group(1)).normalize().toString())
                    .forEach(named::add);
        }

        assertThat(named).hasSizeGreaterThan(20).contains("docs/operators-guide.md");
        assertThat(named)
                .allMatch(
                        path ->
                                BundleContent.PARTS.stream()
                                        .anyMatch(part -> Path.of(path).startsWith(part)));
    }

    private static Stream<MatchResult> named(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file)).results();
    }

    private static List<Path> files(Path folder, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(files::add);
        }
        return files;
    }

    @Test
    void aModelIsCarriedOrNamedByItsDigest() throws IOException {
        Path root = Path.of(System.getProperty("fumikura.root", ".."));
        Path bundle = folder.resolve("bundle");

        new BundleContent(root, bundle)
                .models(
                        List.of(root.resolve("models/mini-reranker")),
                        List.of(root.resolve("models/mini-embedding")));

        JsonNode models =
                new ObjectMapper().readTree(bundle.resolve("models/models.json").toFile());
        assertThat(models).hasSize(2);
        assertThat(models.at("/0/carried").asBoolean()).isTrue();
        assertThat(models.at("/0/digest").asText())
                .isEqualTo(Checksums.of(bundle.resolve("models/mini-reranker/model.json")));
        assertThat(models.at("/1/carried").asBoolean()).isFalse();
        assertThat(models.at("/1/licence/name").asText()).isEqualTo("CC BY-SA 4.0");
        assertThat(bundle.resolve("models/mini-embedding")).doesNotExist();
    }

    @Test
    void aFolderWithoutAManifestIsNoModel() {
        assertThatThrownBy(
                        () -> new BundleContent(folder, folder).models(List.of(folder), List.of()))
                .hasMessageContaining("has no model.json");
    }

    @Test
    void dockerAndPodmanAreAskedForAnOciArchive() {
        Path archive = Path.of("images/a.tar");

        assertThat(new ImageArchives("docker").command("a", archive))
                .containsExactly("docker", "image", "save", "--output", "images/a.tar", "a");
        assertThat(new ImageArchives("podman").command("a", archive)).contains("oci-archive");
    }

    @Test
    void theCommandNamesWhatIsWrongAndExitsWithOne() throws IOException {
        Path bundle = Files.createDirectories(folder.resolve("bundle"));
        Files.writeString(bundle.resolve("a"), "a");
        Path key = folder.resolve("key");
        SigningKeys.write(key, folder.resolve("key.pub"));
        new Bundle(bundle).sign(SigningKeys.readPrivate(key));

        assertThat(verify(bundle))
                .isEqualTo("0 " + bundle + " is whole, and signed with this key\n");
        Files.writeString(bundle.resolve("b\u001b[2J"), "b");
        Files.writeString(bundle.resolve("a"), "A");
        assertThat(verify(bundle)).isEqualTo("1 altered  a\nextra  b?[2J\n");
        Files.delete(bundle.resolve("SHA256SUMS.sig"));
        assertThat(verify(bundle)).startsWith("1 error: the bundle is not signed");
    }

    private String verify(Path bundle) {
        StringWriter out = new StringWriter();
        CommandLine command = Fumikura.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        int code =
                command.execute(
                        "release",
                        "verify",
                        bundle.toString(),
                        "--key",
                        folder.resolve("key.pub").toString());
        return code + " " + out;
    }
}
