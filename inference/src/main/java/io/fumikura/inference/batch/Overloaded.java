package io.fumikura.inference.batch;

import java.time.Duration;

/** The queue is full; nothing of the call was taken. */
public final class Overloaded extends RuntimeException {
    private final Duration retryAfter;

    public Overloaded(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** When there should be room again, by what is queued and how fast it has been computed. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
