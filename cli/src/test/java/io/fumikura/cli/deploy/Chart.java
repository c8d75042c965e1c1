package io.fumikura.cli.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The chart, rendered by a Helm that is a library, as {@code deploy/render.sh} does by a command.
 * Tests skip on a platform that the library is not made for.
 */
final class Chart {
    static final Path FOLDER = Manifests.DEPLOY.resolve("chart");

    private static final String NO_DIGEST = "sha256:" + "0".repeat(64);
    private static final Path EVERYTHING = resource("/deploy/everything.yaml");
    private static final String NATIVE = "/META-INF/services/com.marcnuri.helm.jni.NativeLibrary";

    static {
        // Where its native part is not on the class path the library would download it.
        System.setProperty("com.marcnuri.jkube-helm.skipRemoteJar", "true");
    }

    private Chart() {}

    /** As {@code deploy/rendered} has it. */
    static String layout(String name) {
        TemplateCommand command =
                template(FOLDER)
                        .withValuesFile(FOLDER.resolve("layouts").resolve(name))
                        .set("monitoring.dashboards", false);
        for (String service : List.of("embedding", "reranker", "ingest", "query")) {
            command.set("services." + service + ".digest", NO_DIGEST);
        }
        for (String service : List.of("embedding", "ingest")) {
            command.set("services." + service + ".envFromSecrets[0]", "kafka-" + service);
        }
        return command.call();
    }

    /** Nothing but its own values, and these. */
    static String plain(Map<String, String> values) {
        TemplateCommand command = template(FOLDER);
        values.forEach(command::set);
        return command.call();
    }

    /** All options, and these values. */
    static Manifests everything(Map<String, String> values) {
        TemplateCommand command = template(FOLDER).withValuesFile(EVERYTHING);
        values.forEach(command::set);
        return Manifests.parse("everything and " + values, command.call());
    }

    /** All options, and the pods of {@code helm test}. */
    static Manifests everything() {
        requireHelm();
        return Everything.MANIFESTS;
    }

    private static void requireHelm() {
        assumeTrue(
                Chart.class.getResource(NATIVE) != null,
                "Helm's library is not made for this platform: the chart is not rendered");
    }

    private static TemplateCommand template(Path chart) {
        requireHelm();
        return new Helm(chart)
                .template()
                .withName("fumikura")
                .withNamespace("fumikura")
                .withKubeVersion("1.34");
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(Chart.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rendered once. */
    private static final class Everything {
        static final Manifests MANIFESTS = render();

        private static Manifests render() {
            try {
                Path copy = Files.createTempDirectory("chart");
                try {
                    copyWithoutHooks(copy);
                    return Manifests.parse(
                            "everything", template(copy).withValuesFile(EVERYTHING).call());
                } finally {
                    delete(copy);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The library leaves out what is a hook, and the tests of a chart are. */
        private static void copyWithoutHooks(Path copy) throws IOException {
            for (Path file : files(FOLDER)) {
                Path target = copy.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(
                        target, Files.readString(file).replace("helm.sh/hook", "example.com/hook"));
            }
        }

        private static List<Path> files(Path folder) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile).toList();
            }
        }

        private static void delete(Path folder) throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
