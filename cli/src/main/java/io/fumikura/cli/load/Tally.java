package io.fumikura.cli.load;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What became of the requests of one kind in one phase, and how long they took. */
final class Tally {
    private static final int DIGITS = 3;
    private static final double MICROS = 1000.0;

    private final Histogram micros = new Histogram(DIGITS);
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);

    /**
     * @param nanos since the request was due, not since it was sent: who waits to be sent waits,
     *     too
     */
    synchronized void add(Outcome outcome, long nanos) {
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
        outcomes.merge(outcome, 1L, Long::sum);
    }

    synchronized Map<Outcome, Long> outcomes() {
        return Collections.unmodifiableMap(new EnumMap<>(outcomes));
    }

    synchronized long count() {
        return micros.getTotalCount();
    }

    synchronized long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** In milliseconds. */
    synchronized double percentile(double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS;
    }
}
