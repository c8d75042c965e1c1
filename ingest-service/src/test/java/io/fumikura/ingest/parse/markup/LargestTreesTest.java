package io.fumikura.ingest.parse.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargestTreesTest {
    /** The service has 384 MB and needs about a quarter of them for itself. */
    private static final String MEMORY = "-Xmx280m";

    @Test
    void twoOfTheLargestDocumentsAtATimeFitIntoTheMemoryOfTheService()
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin/java")
                                                .toString(),
                                        MEMORY,
                                        "-XX:+UseSerialGC",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        LargestTrees.class.getName()))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("all read").doesNotContain("out of memory");
    }
}
