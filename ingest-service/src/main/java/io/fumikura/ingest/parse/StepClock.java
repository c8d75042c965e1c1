package io.fumikura.ingest.parse;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fails what takes too long, but for the time in which it waited for what others had. */
final class StepClock implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    StepClock() {
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "parse-clock");
                            thread.setDaemon(true);
                            return thread;
                        });
        // What is done in time is not to be held until its time is over.
        timer.setRemoveOnCancelPolicy(true);
    }

    /** The result fails with a {@link TimeoutException}. */
    void watch(CompletableFuture<?> result, ParseBudget budget, Duration time) {
        watch(result, budget, time, budget.waited());
    }

    private void watch(
            CompletableFuture<?> result, ParseBudget budget, Duration time, Duration known) {
        Future<?> due =
                timer.schedule(
                        () -> due(result, budget, known), time.toNanos(), TimeUnit.NANOSECONDS);
        var unusedEnd = result.whenComplete((done, failure) -> due.cancel(false));
    }

    private void due(CompletableFuture<?> result, ParseBudget budget, Duration known) {
        Duration waited = budget.waited();
        if (waited.compareTo(known) > 0) {
            watch(result, budget, waited.minus(known), waited);
        } else {
            result.completeExceptionally(new TimeoutException());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
