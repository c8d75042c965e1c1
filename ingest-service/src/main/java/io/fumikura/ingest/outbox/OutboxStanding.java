package io.fumikura.ingest.outbox;

import io.fumikura.ingest.store.LastSeen;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much Kafka does not have yet, of all replicas, as it was when somebody last looked. Nothing
 * is known while the database is away.
 */
public final class OutboxStanding {
    private final InstantSource clock;
    private final LastSeen<Map<String, Seen>> topics;

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
        this.clock = clock;
        this.topics =
                new LastSeen<>(Map.of(), () -> backlogs.get().map(this::see), last -> Map.of());
    }

    /** Rows that wait, of each topic as many as are counted. */
    public long waiting() {
        return topics.seen().values().stream().mapToLong(topic -> topic.backlog().rows()).sum();
    }

    /** How long the oldest of them had waited then. */
    public Duration age() {
        return topics.seen().values().stream()
                .map(Seen::age)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * The topics that Kafka took nothing for so long: their oldest row stayed the same. How old it
     * is says nothing, where many wait before it and go one after another.
     */
    public Set<String> stuckFor(Duration time) {
        return topics.seen().entrySet().stream()
                .filter(topic -> topic.getValue().stuck().compareTo(time) >= 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns at once. */
    public void look() {
        topics.look();
    }

    private Map<String, Seen> see(List<Backlog> now) {
        Instant at = clock.instant();
        Map<String, Seen> before = topics.seen();
        return now.stream()
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
}
