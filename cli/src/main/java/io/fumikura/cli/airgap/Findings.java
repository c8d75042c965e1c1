package io.fumikura.cli.airgap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a recorded run comes to.
 *
 * @param judged every attempt, in order
 * @param missing why the recording cannot be relied on; empty when it can
 */
record Findings(List<Judged> judged, List<String> missing) {
    private static final int SHOWN_LINES = 3;

    /** An attempt and what is thought of it. */
    record Judged(Attempt attempt, Verdict verdict) {}

    /** One line of the report: the same attempt made any number of times. */
    record Line(String call, String target, String outcome, boolean allowed, String reason) {}

    /** A process of the report. */
    record Program(int pid, String program) {}

    Findings {
        judged = List.copyOf(judged);
        missing = List.copyOf(missing);
    }

    static Findings of(TraceLog log, Attempts attempts, AllowList allowList, List<String> missing) {
        List<String> problems = new ArrayList<>(missing);
        log.unreadable().stream()
                .limit(SHOWN_LINES)
                .forEach(line -> problems.add("a line of the recording cannot be read: " + line));
        return new Findings(
                attempts.all().stream().map(a -> new Judged(a, allowList.judge(a))).toList(),
                problems);
    }

    List<Judged> outside() {
        return judged.stream().filter(j -> !j.verdict().allowed()).toList();
    }

    Optional<Judged> firstOutside() {
        return judged.stream().filter(j -> !j.verdict().allowed()).findFirst();
    }

    boolean clean() {
        return missing.isEmpty() && firstOutside().isEmpty();
    }

    /** Each process with its lines and how often each was seen, in the order of the first time. */
    Map<Program, Map<Line, Integer>> byProcess() {
        Map<Program, Map<Line, Integer>> all = new LinkedHashMap<>();
        for (Judged one : judged) {
            Attempt attempt = one.attempt();
            Line line =
                    new Line(
                            attempt.call(),
                            attempt.what(),
                            attempt.outcome(),
                            one.verdict().allowed(),
                            one.verdict().reason());
            all.computeIfAbsent(
                            new Program(attempt.process(), attempt.program()),
                            process -> new LinkedHashMap<>())
                    .merge(line, 1, Integer::sum);
        }
        return all;
    }
}
