package io.fumikura.cli.airgap;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.event.EventJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Findings as a person and as a program read them. */
final class Report {
    private static final ObjectMapper JSON = EventJson.mapper();

    private final Findings findings;
    private final int processes;

    /**
     * @param processes how many programs and copies of programs were recorded
     */
    Report(Findings findings, int processes) {
        this.findings = findings;
        this.processes = processes;
    }

    void print(Consumer<String> out) {
        findings.byProcess()
                .forEach(
                        (process, lines) -> {
                            out.accept("%s (pid %d)".formatted(process.program(), process.pid()));
                            lines.forEach((line, count) -> out.accept(text(line, count)));
                        });
        out.accept("");
        findings.missing().forEach(sentence -> out.accept("NOT PROVEN: " + sentence));
        out.accept(verdict());
    }

    /** The last word, in a sentence. */
    String verdict() {
        int outside = findings.outside().size();
        String seen =
                "%d attempts of %d processes recorded"
                        .formatted(findings.judged().size(), processes);
        return findings.firstOutside()
                .map(Findings.Judged::attempt)
                .map(
                        first ->
                                "%s, %d OUTSIDE; the first: %s (pid %d), %s to %s"
                                        .formatted(
                                                seen,
                                                outside,
                                                first.program(),
                                                first.process(),
                                                first.call(),
                                                first.what()))
                .orElse(
                        findings.missing().isEmpty()
                                ? seen + ", none outside"
                                : seen + ", none outside, but the recording is not whole");
    }

    void write(Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json());
    }

    private static String text(Findings.Line line, int count) {
        return "  %5d  %-8s %-46s %-12s %s: %s"
                .formatted(
                        count,
                        line.call(),
                        line.target(),
                        line.outcome(),
                        line.allowed() ? "allowed" : "OUTSIDE",
                        line.reason());
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("clean", findings.clean());
        json.put("verdict", verdict());
        json.put("attempts", findings.judged().size());
        json.put("outside", findings.outside().size());
        json.put("not_proven", findings.missing());
        List<Object> all = new ArrayList<>();
        findings.byProcess().forEach((process, lines) -> all.add(json(process, lines)));
        json.put("processes", all);
        return json;
    }

    private static Map<String, Object> json(
            Findings.Program process, Map<Findings.Line, Integer> lines) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", process.program());
        json.put("pid", process.pid());
        json.put(
                "targets",
                lines.entrySet().stream().map(e -> json(e.getKey(), e.getValue())).toList());
        return json;
    }

    private static Map<String, Object> json(Findings.Line line, int count) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("call", line.call());
        json.put("target", line.target());
        json.put("outcome", line.outcome());
        json.put("count", count);
        json.put("allowed", line.allowed());
        json.put("reason", line.reason());
        return json;
    }
}
