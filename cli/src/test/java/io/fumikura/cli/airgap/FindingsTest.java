package io.fumikura.cli.airgap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
    private static final StackSettings SETTINGS = StackSettings.from(Map.of(), Path.of("/tree"));

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,       19092, true,  local-stack: Kafka",
        "127.0.0.1,       15432, true,  local-stack: PostgreSQL",
        "127.0.0.1,       16334, true,  local-stack: index",
        "127.0.0.1,       8082,  true,  embedding-service",
        "127.0.0.1,       11434, true,  'Ollama, which is not there'",
        "127.0.0.1,       0,     true,  asks for the source address",
        "::1,             8080,  true,  query-service",
        "0.0.0.0,         8080,  true,  query-service",
        "127.0.0.1,       9999,  false, no server of this system",
        "127.0.0.1,       53,    false, name lookup",
        "127.0.0.53,      53,    false, name lookup",
        "10.255.255.53,   53,    false, name lookup",
        "198.51.100.7,    8080,  false, another machine",
        "198.51.100.7,    0,     false, another machine",
        "169.254.169.254, 80,    false, another machine",
        "224.0.0.251,     5353,  false, another machine",
        "ff02::fb,        5353,  false, another machine",
        "2001:db8::7,     443,   false, another machine"
    })
    void onlyThisSystemsOwnServersOnLoopbackMayBeReached(
            String host, int port, boolean allowed, String reason) {
        String line =
                host.contains(":")
                        ? Lines.TCP6.replace("2001:db8::7", host)
                        : Lines.TCP4.replace("198.51.100.7", host);

        Findings findings = findings(line.replace("htons(443)", "htons(" + port + ")"));

        assertThat(findings.judged())
                .extracting(Findings.Judged::verdict)
                .containsExactly(new Verdict(allowed, reason));
    }

    @Test
    void aPortThatTheRunItselfOpenedMayBeReached() {
        String line = Lines.KAFKA.replace("19092", "36851");

        assertThat(findings(line).firstOutside()).isPresent();
        assertThat(findings(Lines.BIND_QUERY_SERVICE.replace("8080", "36851"), line).firstOutside())
                .isEmpty();
    }

    @Test
    void aLocalSocketOfAnotherProgramMayNotBeReached() {
        assertThat(findings(Lines.NSCD).firstOutside()).isEmpty();
        assertThat(findings(Lines.NETLINK).firstOutside()).isEmpty();
        assertThat(
                        findings(Lines.NSCD.replaceAll("= -1.*", "= 0"))
                                .firstOutside()
                                .orElseThrow()
                                .verdict()
                                .reason())
                .isEqualTo("a program that is not part of this system");
        assertThat(
                        findings(
                                        Lines.NSCD.replace(
                                                "/var/run/nscd/socket",
                                                "/run/systemd/resolve/io.systemd.Resolve"))
                                .firstOutside())
                .isPresent();
    }

    @Test
    void theReportNamesTheFirstAttemptOutside() throws IOException {
        Findings findings = findings(Lines.KAFKA, Lines.TCP4, Lines.TCP4, Lines.TCP6);
        Report report = new Report(findings, 1);
        List<String> printed = new ArrayList<>();
        Path file = folder.resolve("report.json");

        report.print(printed::add);
        report.write(file);

        assertThat(findings.clean()).isFalse();
        assertThat(printed)
                .anyMatch(line -> line.matches(" +1  connect +127.0.0.1:19092 .*allowed.*Kafka"))
                .anyMatch(line -> line.matches(" +2  connect +198.51.100.7:443 .*OUTSIDE.*"));
        assertThat(printed.get(printed.size() - 1))
                .contains("3 OUTSIDE", "pid 20102", "connect to 198.51.100.7:443");
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.get("clean").asBoolean()).isFalse();
        assertThat(json.get("outside").asInt()).isEqualTo(3);
        assertThat(json.at("/processes/1/targets/0/target").asText()).isEqualTo("198.51.100.7:443");
        assertThat(json.at("/processes/1/targets/0/count").asInt()).isEqualTo(2);
    }

    @Test
    void aRecordingOfNothingProvesNothing() {
        Attempts nothing = Attempts.in(List.of());

        List<String> missing = Coverage.missing(SETTINGS, nothing);
        Findings findings =
                Findings.of(
                        TraceLog.of(List.of()), nothing, AllowList.of(SETTINGS, nothing), missing);

        assertThat(findings.clean()).isFalse();
        assertThat(missing)
                .contains(
                        "reranker-service was not seen opening port 8083",
                        "postgres was not seen opening port 15432",
                        "query-service was not seen connecting to port 8082");
    }

    @Test
    void aLineThatCannotBeReadProvesNothing() {
        TraceLog log = TraceLog.of(List.of("7 gibberish"));
        Attempts attempts = Attempts.in(log.calls());

        Findings findings = Findings.of(log, attempts, AllowList.of(SETTINGS, attempts), List.of());

        assertThat(findings.clean()).isFalse();
        assertThat(findings.missing()).singleElement().asString().contains("7 gibberish");
    }

    private static Findings findings(String... lines) {
        TraceLog log = TraceLog.of(List.of(lines));
        Attempts attempts = Attempts.in(log.calls());
        return Findings.of(log, attempts, AllowList.of(SETTINGS, attempts), List.of());
    }
}
