package io.fumikura.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.cli.client.FileTypes;
import io.fumikura.cli.fuzz.FuzzRun;
import io.fumikura.cli.fuzz.RawRequest;
import io.fumikura.cli.stack.Component;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is sent to an operation that a service has, it answers, in time, with no server error,
 * and with nothing of its insides. {@code -Dfumikura.fuzz.rounds} sends more of it, {@code
 * -Dfumikura.fuzz.seed} other of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiFuzzIT {
    private static final String MARK = "ひみつ7f3a9c";
    private static final int ROUNDS = Integer.getInteger("fumikura.fuzz.rounds", 1);
    private static final long SEED = Long.getLong("fumikura.fuzz.seed", 20261130);

    private RunningSystem system;
    private Map<String, String> known;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
        system = RunningSystem.start(Files.createTempDirectory(target, "fuzz-"));
        Path document = Files.createTempFile(target, "fuzz-", ".md");
        Files.writeString(document, "# 規程\n\n" + MARK + "は月に30時間までとする。\n");
        UUID id = system.client().upload(document, FileTypes.of(document)).id();
        Documents.awaitAllIndexed(system, List.of(id));
        known = Map.of("id", id.toString(), "number", "1");
    }

    @AfterAll
    void stop() throws IOException {
        system.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOCAL_STACK")
    void answersWhateverIsSent(Component service) throws IOException, InterruptedException {
        URI base = system.settings().url(service);
        FuzzRun run = new FuzzRun(base, openApi(service), known, MARK, new Random(SEED));

        for (int round = 0; round < ROUNDS; round++) {
            run.round();
        }

        assertThat(run.findings()).as("of %d requests, seed %d", run.sent(), SEED).isEmpty();
        assertThat(run.answersToAllowed()).isNotEmpty();
        assertThat(system.get(service, "/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(logLinesWith(MARK)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOCAL_STACK")
    void answersWhatIsNoRequestAtAll(Component service) throws IOException {
        for (RawRequest request : RawRequest.all()) {
            String reply = request.sendTo(system.settings().port(service));

            assertThat(reply)
                    .as(request.toString())
                    .matches("(?s)(HTTP/\\d\\.\\d [234]\\d\\d .*)?");
            assertThat(reply).as(request.toString()).doesNotContain("io.fumikura", "Exception");
        }
    }

    private byte[] openApi(Component service) throws IOException, InterruptedException {
        return system.get(service, "/q/openapi?format=json").body().getBytes(UTF_8);
    }

    private List<String> logLinesWith(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> logs = Files.list(system.settings().dataDirectory().resolve("logs"))) {
            for (Path log : logs.toList()) {
                new String(Files.readAllBytes(log), UTF_8)
                        .lines()
                        .filter(line -> line.contains(text))
                        .forEach(line -> lines.add(log.getFileName() + ": " + line));
            }
        }
        return lines;
    }
}
