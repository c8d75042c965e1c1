package io.fumikura.ingest.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Topics that Kafka takes nothing for, until it takes something for them. Each is left alone for a
 * while, longer each time.
 */
final class HeldTopics {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();

    private record Hold(Instant until, Duration pause) {}

    HeldTopics(InstantSource clock) {
        this.clock = clock;
    }

    void refused(String topic) {
        holds.compute(
                topic,
                (name, before) -> {
                    Duration pause = before == null ? FIRST : before.pause().multipliedBy(2);
                    Duration bounded = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
                    return new Hold(clock.instant().plus(bounded), bounded);
                });
    }

    void taken(Set<String> topics) {
        holds.keySet().removeAll(topics);
    }

    Set<String> all() {
        return Set.copyOf(holds.keySet());
    }

    /** Those that were left alone for long enough. */
    List<String> due() {
        Instant now = clock.instant();
        return holds.entrySet().stream()
                .filter(hold -> !hold.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }
}
