package io.fumikura.cli.load;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.scratch.ScratchSystem;
import io.fumikura.cli.stack.FreePorts;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Searches and uploads at fixed rates while one dependency after another is slow, silent, refusing
 * or flapping. What callers may notice is written down in {@link Dependency}; in the end every
 * document that was accepted has to be indexed.
 */
public final class SystemBench {
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** To get well again, before what callers notice is held against the system. */
    private static final Duration RECOVERY = Duration.ofSeconds(45);

    private static final Duration INDEXED_AFTER = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Path root;
    private final Consumer<String> report;
    private final List<String> broken = new ArrayList<>();

    public SystemBench(Path root, Consumer<String> report) {
        this.root = root;
        this.report = report;
    }

    /**
     * What is sent, and for how long.
     *
     * @param searches a second
     * @param uploads a second
     * @param phase how long each fault, and each time without one, lasts
     * @param dependencies which of them are not well, one after another
     * @param faults what is wrong with each, one after another
     */
    public record Load(
            double searches,
            double uploads,
            Duration phase,
            List<Dependency> dependencies,
            List<Fault> faults) {
        public Load {
            dependencies = List.copyOf(dependencies);
            faults = List.copyOf(faults);
        }
    }

    /**
     * @return what was not as promised, in words; empty when all was
     */
    public List<String> run(Load load, Path scratch) throws IOException, InterruptedException {
        Map<String, String> own = new HashMap<>(FreePorts.find());
        Map<Dependency, FaultyLink> links = new EnumMap<>(Dependency.class);
        try {
            for (Dependency dependency : Dependency.values()) {
                FaultyLink link =
                        FaultyLink.to(Integer.parseInt(own.get(dependency.portVariable())));
                links.put(dependency, link);
                own.putAll(dependency.settings(link.port()));
            }
            try (ScratchSystem system =
                    ScratchSystem.start(root, scratch.resolve("system"), own, line -> {})) {
                underLoad(load, system, links);
            }
        } finally {
            for (FaultyLink link : links.values()) {
                link.close();
            }
        }
        return List.copyOf(broken);
    }

    private void underLoad(Load load, ScratchSystem system, Map<Dependency, FaultyLink> links)
            throws IOException, InterruptedException {
        report.accept(
                "%-22s %-7s %6s %6s %8s %6s %8s %8s %8s %8s"
                        .formatted(
                                "",
                                "",
                                "done",
                                "told",
                                "degraded",
                                "other",
                                "p50 ms",
                                "p95 ms",
                                "p99 ms",
                                "max ms"));
        LoadClient client = new LoadClient(system.query(), system.ingest());
        try (Traffic traffic =
                Traffic.start(client, Phase.well(), load.searches(), load.uploads())) {
            Thread.sleep(WARM_UP.toMillis());
            during(Phase.well(), traffic, load.phase());
            report.accept(resident(system));
            for (Dependency dependency : load.dependencies()) {
                FaultyLink link = Objects.requireNonNull(links.get(dependency));
                for (Fault fault : load.faults()) {
                    link.set(fault);
                    during(Phase.of(dependency, fault), traffic, load.phase());
                    link.set(Fault.NONE);
                    recover(dependency, fault, traffic);
                    during(Phase.well(), traffic, load.phase());
                    report.accept(resident(system));
                }
            }
            traffic.go(Phase.well());
            traffic.stop();
            allIndexed(system.client(), traffic.accepted());
        }
    }

    private void during(Phase phase, Traffic traffic, Duration time) throws InterruptedException {
        traffic.go(phase);
        Thread.sleep(time.toMillis());
        traffic.go(Phase.well());
        phase.settle();
        for (Request request : Request.values()) {
            report.accept(row(phase, request));
        }
        broken.addAll(phase.broken());
    }

    /** Until a second's requests are all done as asked for. */
    private void recover(Dependency dependency, Fault fault, Traffic traffic)
            throws InterruptedException {
        Instant begin = Instant.now();
        while (true) {
            Phase second = Phase.well();
            traffic.go(second);
            Thread.sleep(Duration.ofSeconds(1).toMillis());
            traffic.go(Phase.well());
            second.settle();
            Duration taken = Duration.between(begin, Instant.now());
            if (second.broken().isEmpty()) {
                report.accept("%-22s well after %.1f s".formatted("", seconds(taken)));
                return;
            }
            if (taken.compareTo(RECOVERY) > 0) {
                broken.add(
                        "%s %s: not well %d s after it"
                                .formatted(
                                        dependency.wireName(),
                                        fault.wireName(),
                                        RECOVERY.toSeconds()));
                return;
            }
        }
    }

    private void allIndexed(FumikuraClient client, List<UUID> accepted)
            throws InterruptedException {
        Instant begin = Instant.now();
        List<UUID> waiting = new ArrayList<>(accepted);
        while (!waiting.isEmpty() && begin.plus(INDEXED_AFTER).isAfter(Instant.now())) {
            Thread.sleep(LOOK_EVERY.toMillis());
            waiting.removeIf(id -> client.document(id).state() == DocumentState.INDEXED);
        }
        report.accept(
                "%d of %d accepted documents indexed, %.1f s after the last"
                        .formatted(
                                accepted.size() - waiting.size(),
                                accepted.size(),
                                seconds(Duration.between(begin, Instant.now()))));
        for (UUID id : waiting) {
            DocumentView document = client.document(id);
            broken.add(
                    "accepted and not indexed: %s is %s, %s"
                            .formatted(id, document.state(), document.error()));
        }
    }

    /** Memory of each process: what only grows over an hour is a leak. */
    private static String resident(ScratchSystem system) throws InterruptedException {
        return system.status().stream()
                .filter(status -> status.residentBytes().isPresent())
                .map(
                        status ->
                                "%s %d"
                                        .formatted(
                                                status.component().processName(),
                                                status.residentBytes().getAsLong() >> 20))
                .collect(Collectors.joining(", ", "resident MB: ", ""));
    }

    private static String row(Phase phase, Request request) {
        Tally tally = phase.tally(request);
        return String.format(
                Locale.ROOT,
                "%-22s %-7s %6d %6d %8d %6d %8.0f %8.0f %8.0f %8.0f",
                request == Request.SEARCH ? phase.name() : "",
                request.wireName(),
                tally.count(Outcome.DONE),
                tally.count(Outcome.TOLD),
                tally.count(Outcome.DEGRADED),
                tally.count(Outcome.BROKEN) + tally.count(Outcome.HANGING),
                tally.percentile(50),
                tally.percentile(95),
                tally.percentile(99),
                tally.percentile(100));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
