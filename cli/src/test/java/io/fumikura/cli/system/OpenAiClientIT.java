package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fumikura.cli.stack.Component;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** OpenAI's own client for JavaScript, where {@code npm install} has brought it. */
@ExtendWith(SharedSystem.class)
class OpenAiClientIT {
    @Test
    void answersOpenAisOwnClientWholeAndStreamed(RunningSystem system) throws Exception {
        Path source = RunningSystem.root().resolve("query-service/src/test/openai");
        Path folder = Path.of("target/openai");
        boolean there = Files.isDirectory(folder.resolve("node_modules/openai"));
        if (!there) {
            System.out.println(
                    "skipped: OpenAI's client is not tried; copy %s to cli/%s and run npm install there"
                            .formatted(source, folder));
        }
        assumeTrue(there, "OpenAI's client is not installed");
        Files.copy(source.resolve("check.mjs"), folder.resolve("check.mjs"), REPLACE_EXISTING);
        system.ingest(RunningSystem.root().resolve("samples/documents/work-rules.md"));

        ProcessBuilder check = new ProcessBuilder("node", "check.mjs").directory(folder.toFile());
        check.environment().put("BASE_URL", system.uri(Component.QUERY, "/v1").toString());
        Process process = check.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("8 checks passed");
    }
}
