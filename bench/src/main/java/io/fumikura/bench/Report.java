package io.fumikura.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Prints tables in Markdown, as BENCHMARKS.md holds them. */
final class Report {
    private final PrintWriter out;
    private boolean header;

    Report(PrintWriter out) {
        this.out = out;
    }

    void machine(long seed) throws IOException {
        line(
                "%s · %d processors (%s) · %s %s · Java %s · seed %d"
                        .formatted(
                                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                                Runtime.getRuntime().availableProcessors(),
                                processor(),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                System.getProperty("java.version"),
                                seed));
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.exists(file)) {
            return "unknown";
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    void title(String title) {
        out.printf("%n## %s%n%n", title);
        out.flush();
        header = true;
    }

    void row(Object... cells) {
        out.println(
                "| "
                        + String.join(" | ", Arrays.stream(cells).map(String::valueOf).toList())
                        + " |");
        if (header) {
            out.println("|" + "---|".repeat(cells.length));
            header = false;
        }
        out.flush();
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }
}
