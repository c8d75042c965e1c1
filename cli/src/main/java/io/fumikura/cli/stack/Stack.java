package io.fumikura.cli.stack;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Starts, watches and stops the components. Each has a pid file, so a later call finds what an
 * earlier one started; a component that is running already is left alone.
 */
public final class Stack {
    private static final Duration START_WITHIN = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int LAST_LINES = 15;

    private final StackSettings settings;
    private final Launch launch;
    private final Readiness readiness;
    private final Consumer<String> progress;

    public Stack(StackSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.launch = new Launch(settings);
        this.readiness = new Readiness(settings);
        this.progress = progress;
    }

    /**
     * Starts what is not running and returns when all are ready. A process that still ran when this
     * began and ends meanwhile (it had just been killed, say) is started again; one that was
     * started here and ends is a failure.
     */
    public void up() throws IOException, InterruptedException {
        Set<Component> started = EnumSet.noneOf(Component.class);
        Set<Component> ready = EnumSet.noneOf(Component.class);
        List<Component> missing = missing();
        new Preflight(settings).check(missing);
        new LocalAccess(settings).prepare();
        do {
            for (Component component : missing) {
                if (component.needsLocalStack()) {
                    awaitReady(Component.LOCAL_STACK, started, ready);
                }
                start(component, started);
            }
            for (Component component : Component.values()) {
                awaitReady(component, started, ready);
            }
            missing = missing();
            ready.removeAll(missing);
        } while (!missing.isEmpty());
    }

    private List<Component> missing() {
        return Arrays.stream(Component.values()).filter(c -> running(c).isEmpty()).toList();
    }

    /**
     * Stops what was started here, services before what they stand on; says how many there were.
     */
    public int down() throws IOException, InterruptedException {
        List<Component> order = new ArrayList<>(List.of(Component.values()));
        Collections.reverse(order);
        int stopped = 0;
        for (Component component : order) {
            if (record(component).stop()) {
                progress.accept(component.processName() + " stopped");
                stopped++;
            }
        }
        return stopped;
    }

    public void restart(Component component) throws IOException, InterruptedException {
        record(component).stop();
        new Preflight(settings).check(List.of(component));
        Set<Component> started = EnumSet.noneOf(Component.class);
        start(component, started);
        awaitReady(component, started, EnumSet.noneOf(Component.class));
    }

    public List<ComponentStatus> status() throws InterruptedException {
        List<ComponentStatus> all = new ArrayList<>();
        for (Component component : Component.values()) {
            Optional<ProcessHandle> process = running(component);
            all.add(
                    new ComponentStatus(
                            component,
                            process.map(p -> OptionalLong.of(p.pid())).orElse(OptionalLong.empty()),
                            process.isPresent() && readiness.isReady(component),
                            process.flatMap(p -> p.info().startInstant())
                                    .map(start -> Duration.between(start, Instant.now()))
                                    .orElse(Duration.ZERO),
                            process.map(p -> residentBytes(p.pid())).orElse(OptionalLong.empty()),
                            settings.url(component),
                            settings.logFile(component)));
        }
        return all;
    }

    private void start(Component component, Set<Component> started) throws IOException {
        if (!started.add(component)) {
            throw new CommandFailure(
                    "%s ended while it was starting; %s"
                            .formatted(component.processName(), endOfLog(component)));
        }
        record(component).write(launch.start(component).toHandle());
        progress.accept(component.processName() + " starting");
    }

    private void awaitReady(Component component, Set<Component> started, Set<Component> ready)
            throws IOException, InterruptedException {
        if (!ready.add(component)) {
            return;
        }
        Instant begin = Instant.now();
        while (!readiness.isReady(component)) {
            if (running(component).isEmpty()) {
                start(component, started);
            }
            if (Duration.between(begin, Instant.now()).compareTo(START_WITHIN) > 0) {
                throw new CommandFailure(
                        "%s is not ready after %d s; %s"
                                .formatted(
                                        component.processName(),
                                        START_WITHIN.toSeconds(),
                                        endOfLog(component)));
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
        progress.accept(component.processName() + " ready");
    }

    private Optional<ProcessHandle> running(Component component) {
        return record(component).running();
    }

    private ProcessRecord record(Component component) {
        return new ProcessRecord(settings.pidFile(component));
    }

    private String endOfLog(Component component) throws IOException {
        Path log = settings.logFile(component);
        List<String> lines =
                new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return "the end of its log %s:\n%s".formatted(log, String.join("\n", last));
    }

    private static OptionalLong residentBytes(long pid) {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
