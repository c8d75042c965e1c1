package io.fumikura.ingest.parse.bad;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadFilesMemoryTest {
    /** That of {@code ./dev.sh up}: whoever needed more at any moment would not get it. */
    private static final String MEMORY = "-Xmx384m";

    @TempDir Path folder;

    @Test
    void noneNeedsMoreMemoryThanTheServiceHas() throws Exception {
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin/java")
                                                .toString(),
                                        MEMORY,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        AllBadFiles.class.getName(),
                                        folder.toString()))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("all read", "white.png: 1 pages")
                .doesNotContain("OutOfMemory", "more memory than there is");
        assertThat(output.lines()).hasSizeGreaterThan(BadFiles.all().size());
    }
}
