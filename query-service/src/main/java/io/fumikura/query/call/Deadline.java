package io.fumikura.query.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The instant by which a request must be answered. Every stage waits for what is left of it. */
public final class Deadline {
    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    public static Deadline after(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** In whole milliseconds, as no timer runs for less; zero when it has passed. */
    public Duration remaining() {
        long nanos = Math.max(0, endNanos - System.nanoTime());
        return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /** The shorter of the limit and what remains. */
    public Duration atMost(Duration limit) {
        Duration remaining = remaining();
        return remaining.compareTo(limit) < 0 ? remaining : limit;
    }

    /** A deadline that is this one or, where that is sooner, the given time from now. */
    public Deadline within(Duration limit) {
        return after(atMost(limit));
    }
}
