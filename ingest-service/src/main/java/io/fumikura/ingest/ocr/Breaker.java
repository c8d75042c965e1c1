package io.fumikura.ingest.ocr;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * After a few failures in a row nothing is tried for a while, so that documents are told at once
 * that they have to wait, and a service that is coming up is left in peace.
 */
final class Breaker {
    private static final int FAILURES = 3;
    static final Duration REST = Duration.ofSeconds(5);

    private final LongSupplier clock;
    private int failures;
    private long until;

    /**
     * @param clock in nanoseconds
     */
    Breaker(LongSupplier clock) {
        this.clock = clock;
        this.until = clock.getAsLong();
    }

    synchronized boolean isOpen() {
        return failures >= FAILURES && until - clock.getAsLong() > 0;
    }

    synchronized void failed() {
        failures++;
        until = clock.getAsLong() + REST.toNanos();
    }

    synchronized void answered() {
        failures = 0;
    }
}
