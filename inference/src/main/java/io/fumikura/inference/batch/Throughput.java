package io.fumikura.inference.batch;

import java.time.Duration;

/**
 * Tokens per second while anything runs, smoothed over the last batches. Batches may overlap: time
 * counts once. Guarded by the batcher's lock.
 */
final class Throughput {
    private static final double KEPT_BY_EACH_BATCH = 0.9;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private double tokens;
    private double seconds;
    private long lastEnd = Long.MIN_VALUE;

    /** From what was computed before the first batch. */
    void expect(int count, Duration took) {
        tokens = count;
        seconds = took.toNanos() / NANOS_PER_SECOND;
    }

    /** Told of the batches in the order of their ends. */
    void measured(int batchTokens, long startNanos, long endNanos) {
        long busySince = Math.max(startNanos, lastEnd);
        lastEnd = endNanos;
        tokens = KEPT_BY_EACH_BATCH * tokens + batchTokens;
        seconds = KEPT_BY_EACH_BATCH * seconds + (endNanos - busySince) / NANOS_PER_SECOND;
    }

    private double perSecond() {
        return tokens / Math.max(1e-6, seconds);
    }

    /** How long so many tokens take; between one second and a minute. */
    Duration timeFor(long count) {
        if (tokens == 0) {
            return SHORTEST;
        }
        Duration time = Duration.ofMillis((long) Math.ceil(count / perSecond() * 1000));
        if (time.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    /** Whether so many tokens are known to take longer than this. */
    boolean takesLonger(long count, Duration time) {
        return tokens > 0 && count / perSecond() > time.toNanos() / NANOS_PER_SECOND;
    }

    /** What is computed in this time; very much while nothing is known. */
    long tokensIn(Duration time) {
        return tokens == 0
                ? Long.MAX_VALUE
                : (long) (perSecond() * (time.toNanos() / NANOS_PER_SECOND));
    }
}
