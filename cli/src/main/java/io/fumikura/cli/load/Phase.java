package io.fumikura.cli.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A time in which one thing, or nothing, is wrong; requests belong to the one they were due in. */
final class Phase {
    private final Optional<Dependency> dependency;
    private final Fault fault;
    private final Map<Request, Tally> tallies = new EnumMap<>(Request.class);
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> open =
            new ConcurrentLinkedQueue<>();

    private Phase(Optional<Dependency> dependency, Fault fault) {
        this.dependency = dependency;
        this.fault = fault;
        for (Request request : Request.values()) {
            tallies.put(request, new Tally());
        }
    }

    static Phase well() {
        return new Phase(Optional.empty(), Fault.NONE);
    }

    static Phase of(Dependency dependency, Fault fault) {
        return new Phase(Optional.of(dependency), fault);
    }

    /**
     * @param due {@link System#nanoTime()} when it was to be sent
     */
    void watch(Request request, long due, CompletableFuture<Outcome> answer) {
        open.add(
                answer.thenAccept(outcome -> tally(request).add(outcome, System.nanoTime() - due)));
    }

    /** Waits for the answers that are still out; the client gives up on each in time. */
    void settle() {
        for (CompletableFuture<Void> answer = open.poll(); answer != null; answer = open.poll()) {
            answer.join();
        }
    }

    Tally tally(Request request) {
        return Objects.requireNonNull(tallies.get(request));
    }

    String name() {
        return dependency.map(d -> d.wireName() + " " + fault.wireName()).orElse("all well");
    }

    /** What must not have happened, in words; empty when all is as promised. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        tallies.forEach(
                (request, tally) ->
                        tally.outcomes()
                                .forEach(
                                        (outcome, count) -> {
                                            if (!mayMean(request, outcome)) {
                                                broken.add(
                                                        "%s: %d of %d %s requests %s"
                                                                .formatted(
                                                                        name(),
                                                                        count,
                                                                        tally.count(),
                                                                        request.wireName(),
                                                                        outcome));
                                            }
                                        }));
        return broken;
    }

    private boolean mayMean(Request request, Outcome outcome) {
        return dependency
                .map(known -> known.mayMean(request, outcome))
                .orElse(outcome == Outcome.DONE);
    }
}
