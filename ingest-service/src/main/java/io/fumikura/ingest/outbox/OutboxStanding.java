package io.fumikura.ingest.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How much Kafka does not have yet, of all replicas, as it was when somebody last looked. Nothing
 * is known while the database is away.
 */
public final class OutboxStanding {
    private static final Logger LOG = Logger.getLogger(OutboxStanding.class);

    private final Supplier<Uni<List<Backlog>>> backlogs;
    private final InstantSource clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Map<String, Seen> seen = Map.of();

    /**
     * @param at when somebody looked
     * @param since when the oldest row was first seen as the oldest
     */
    private record Seen(Backlog backlog, Instant at, Instant since) {
        Duration age() {
            return Duration.between(backlog.oldest(), at);
        }

        Duration stuck() {
            return Duration.between(since, at);
        }
    }

    OutboxStanding(Supplier<Uni<List<Backlog>>> backlogs, InstantSource clock) {
        this.backlogs = backlogs;
        this.clock = clock;
    }

    /** Rows that wait, of each topic as many as are counted. */
    public long waiting() {
        return seen.values().stream().mapToLong(topic -> topic.backlog().rows()).sum();
    }

    /** How long the oldest of them had waited then. */
    public Duration age() {
        return seen.values().stream()
                .map(Seen::age)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * The topics that Kafka took nothing for so long: their oldest row stayed the same. How old it
     * is says nothing, where many wait before it and go one after another.
     */
    public Set<String> stuckFor(Duration time) {
        return seen.entrySet().stream()
                .filter(topic -> topic.getValue().stuck().compareTo(time) >= 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns at once. */
    public void look() {
        if (looking.compareAndSet(false, true)) {
            backlogs.get()
                    .onTermination()
                    .invoke(() -> looking.set(false))
                    .subscribe()
                    .with(this::see, this::seeNothing);
        }
    }

    private void see(List<Backlog> now) {
        Instant at = clock.instant();
        Map<String, Seen> before = seen;
        seen =
                now.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Backlog::topic,
                                        topic -> seen(topic, at, before.get(topic.topic()))));
    }

    private static Seen seen(Backlog now, Instant at, @Nullable Seen before) {
        if (before == null || before.backlog().first() != now.first()) {
            return new Seen(now, at, at);
        }
        return new Seen(now, at, before.since());
    }

    private void seeNothing(Throwable failure) {
        seen = Map.of();
        LOG.debugf("the outbox was not counted: %s", failure);
    }
}
