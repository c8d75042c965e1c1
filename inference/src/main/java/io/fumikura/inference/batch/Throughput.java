package io.fumikura.inference.batch;

import java.time.Duration;

/** Tokens per second, smoothed over the last batches. Written by one thread. */
final class Throughput {
    private static final double NEWEST_WEIGHT = 0.2;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private volatile double tokensPerSecond;

    void measured(int tokens, Duration took) {
        double now = tokens / Math.max(1e-6, took.toNanos() / 1e9);
        double before = tokensPerSecond;
        tokensPerSecond = before == 0 ? now : before + NEWEST_WEIGHT * (now - before);
    }

    /** How long so many tokens take; between one second and a minute. */
    Duration timeFor(long tokens) {
        double rate = tokensPerSecond;
        if (rate == 0) {
            return SHORTEST;
        }
        Duration time = Duration.ofMillis((long) Math.ceil(tokens / rate * 1000));
        if (time.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }
}
