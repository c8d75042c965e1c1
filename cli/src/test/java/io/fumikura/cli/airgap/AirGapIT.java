package io.fumikura.cli.airgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Needs strace and the right to make a network namespace; says so where it has to skip. */
class AirGapIT {
    private static final Path ROOT =
            Path.of(System.getProperty("fumikura.root", "..")).toAbsolutePath().normalize();

    private final List<String> printed = new ArrayList<>();

    @Test
    void theWholeSystemDoesItsMainJobWithoutAnAttemptToLeave()
            throws IOException, InterruptedException {
        Path folder = Path.of("target/airgap").toAbsolutePath();

        boolean clean;
        try {
            clean = new AirGapRun(ROOT, folder, printed::add).run();
        } catch (CannotCheck e) {
            skip(e);
            return;
        }

        System.out.println("air gap: " + printed.get(printed.size() - 2));
        assertThat(clean).as(String.join("\n", printed)).isTrue();
        JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(report.get("outside").asInt()).isZero();
        assertThat(report.get("attempts").asInt()).isGreaterThan(50);
        assertThat(report.findValuesAsText("name"))
                .contains(
                        "command-line",
                        "local-stack",
                        "embedding-service",
                        "ingest-service",
                        "query-service");
    }

    @Test
    void aPlantedAttemptIsReportedWhicheverWayItTakes() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target/airgap-planted").toAbsolutePath());
        StackSettings settings = StackSettings.from(Map.of(), ROOT);
        Namespace namespace;
        try {
            namespace = Namespace.permitted(folder);
        } catch (CannotCheck e) {
            skip(e);
            return;
        }

        Recorder.Recording recording =
                new Recorder(namespace, folder, AirGapRun.environment(folder.resolve("data")))
                        .run(
                                AirGapRun.javaCommand(PlantedAttempts.class, List.of()),
                                Duration.ofMinutes(1),
                                printed::add);
        Attempts attempts = Attempts.in(recording.log().calls());
        Findings findings =
                Findings.of(recording.log(), attempts, AllowList.of(settings, attempts), List.of());

        assertThat(printed).first().isEqualTo("no way out");
        assertThat(printed).doesNotContain("went through");
        assertThat(recording.exitCode()).isZero();
        assertThat(findings.clean()).isFalse();
        assertThat(findings.outside())
                .extracting(
                        j -> j.attempt().program(),
                        j -> j.attempt().call(),
                        j -> j.attempt().what())
                .contains(
                        tuple("java", "connect", "198.51.100.7:443"),
                        tuple("java", "connect", "[2001:db8::7]:443"),
                        tuple("java", "sendto", "198.51.100.8:9"),
                        tuple("bash", "connect", "198.51.100.9:80"))
                .anySatisfy(
                        attempt ->
                                assertThat(attempt.toList().get(2).toString())
                                        .endsWith("asking for " + PlantedAttempts.NAME));
        assertThat(new Report(findings, attempts.processes()).verdict())
                .contains("the first: java", "connect to 198.51.100.7:443");
    }

    private static void skip(CannotCheck reason) {
        System.out.println("air gap: not checked: " + reason.getMessage());
        abort("air gap not checked: " + reason.getMessage());
    }
}
