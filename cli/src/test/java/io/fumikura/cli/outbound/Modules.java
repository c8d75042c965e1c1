package io.fumikura.cli.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules of this build and what they were compiled to. */
final class Modules {
    private static final Path ROOT =
            Path.of(System.getProperty("fumikura.root", "..")).toAbsolutePath().normalize();
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /** Nothing of it is shipped, and it is built last: it measures what is. */
    private static final String BENCHMARKS = "bench";

    private Modules() {}

    /** The folder of each module that the root pom names and that is part of the product. */
    static List<Path> all() throws IOException {
        return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .filter(module -> !module.equals(BENCHMARKS))
                .map(ROOT::resolve)
                .toList();
    }

    /** What each module was compiled to; one that was not compiled fails the test. */
    static List<Path> compiled() throws IOException {
        List<Path> folders =
                all().stream().map(module -> module.resolve("target/classes")).toList();
        assertThat(folders)
                .as("every module is compiled before this test")
                .hasSizeGreaterThan(5)
                .allSatisfy(folder -> assertThat(folder).isDirectory());
        return folders;
    }

    /** The compiled classes or the resources of all modules, with their modules' names in front. */
    static List<Path> files(boolean classes) throws IOException {
        return compiled().stream()
                .flatMap(Modules::walk)
                .filter(file -> file.toString().endsWith(".class") == classes)
                .toList();
    }

    /** As a person looks for it: {@code query-service: io/fumikura/query/QueryConfig.class}. */
    static String name(Path file) {
        Matcher parts =
                Pattern.compile("(.*?)/target/classes/(.*)")
                        .matcher(ROOT.relativize(file).toString());
        return parts.matches() ? parts.group(1) + ": " + parts.group(2) : file.toString();
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
