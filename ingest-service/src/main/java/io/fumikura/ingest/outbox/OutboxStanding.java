package io.fumikura.ingest.outbox;

import io.fumikura.ingest.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** How much Kafka does not have yet, of all replicas, as it was when somebody last looked. */
public final class OutboxStanding {
    private static final Logger LOG = Logger.getLogger(OutboxStanding.class);

    private final Transactions transactions;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Map<String, Waiting> seen = Map.of();

    private record Waiting(long rows, Instant oldest) {
        Duration age() {
            return Duration.between(oldest, Instant.now());
        }
    }

    OutboxStanding(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Rows that wait. */
    public long waiting() {
        return seen.values().stream().mapToLong(Waiting::rows).sum();
    }

    /** How long the oldest of them has waited, until now. */
    public Duration age() {
        return seen.values().stream()
                .map(Waiting::age)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The topics that have taken nothing for so long. */
    public Set<String> stuckFor(Duration time) {
        return seen.entrySet().stream()
                .filter(topic -> topic.getValue().age().compareTo(time) > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns at once; while the database is away what was seen last stays. */
    public void look() {
        if (looking.compareAndSet(false, true)) {
            transactions
                    .read(OutboxStanding::read)
                    .onTermination()
                    .invoke(() -> looking.set(false))
                    .subscribe()
                    .with(
                            now -> seen = now,
                            failure -> LOG.debugf("the outbox was not counted: %s", failure));
        }
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
