package io.fumikura.ingest.outbox;

import io.fumikura.ingest.store.LastSeen;
import io.fumikura.ingest.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How much Kafka does not have yet, of all replicas, as it was when somebody last looked. */
public final class OutboxStanding {
    private final LastSeen<Map<String, Waiting>> topics;

    private record Waiting(long rows, Instant oldest) {
        Duration age() {
            return Duration.between(oldest, Instant.now());
        }
    }

    OutboxStanding(Transactions transactions) {
        this.topics = new LastSeen<>(transactions, Map.of(), OutboxStanding::read);
    }

    /** Rows that wait. */
    public long waiting() {
        return topics.seen().values().stream().mapToLong(Waiting::rows).sum();
    }

    /** How long the oldest of them has waited, until now. */
    public Duration age() {
        return topics.seen().values().stream()
                .map(Waiting::age)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The topics that have taken nothing for so long. */
    public Set<String> stuckFor(Duration time) {
        return topics.seen().entrySet().stream()
                .filter(topic -> topic.getValue().age().compareTo(time) > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns at once; while the database is away what was seen last stays. */
    public void look() {
        topics.look();
    }

    private static Uni<Map<String, Waiting>> read() {
        return Panache.getSession()
                .chain(
                        session ->
                                session.createSelectionQuery(
                                                "select topic, count(*), min(createdAt) from"
                                                        + " OutboxRow group by topic",
                                                Object[].class)
                                        .getResultList())
                .map(
                        topics ->
                                topics.stream()
                                        .collect(
                                                Collectors.toUnmodifiableMap(
                                                        topic -> (String) topic[0],
                                                        topic ->
                                                                new Waiting(
                                                                        ((Number) topic[1])
                                                                                .longValue(),
                                                                        (Instant) topic[2]))));
    }
}
