package io.fumikura.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PictureMemoryTest {
    private static final int KILOBYTE = 1024;
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONGER = Duration.ofMillis(200);

    private final PictureMemory memory = new PictureMemory(10 * KILOBYTE);

    @Test
    void whoeverNeedsMoreThanIsLeftWaitsUntilItIsGivenBack() {
        PictureMemory.Share most = memory.take(8 * KILOBYTE, Limits.plenty());
        ParseBudget waiting = Limits.plenty();
        CompletableFuture<PictureMemory.Share> next =
                CompletableFuture.supplyAsync(() -> memory.take(4 * KILOBYTE, waiting));

        awaitWaiting(waiting, next);
        assertThat(next).isNotDone();
        most.giveBack();

        next.join().giveBack();
        memory.take(10 * KILOBYTE, Limits.plenty()).giveBack();
    }

    @Test
    void whatIsLargerThanAllOfItIsReadAlone() {
        PictureMemory.Share all = memory.take(1000 * KILOBYTE, Limits.plenty());
        ParseBudget waiting = Limits.plenty();
        CompletableFuture<Void> next =
                CompletableFuture.runAsync(() -> memory.take(1, waiting).giveBack());

        awaitWaiting(waiting, next);
        assertThat(next).isNotDone();
        all.giveBack();

        next.join();
    }

    @Test
    void aThreadThatIsToStopDoesNotWait() {
        PictureMemory.Share all = memory.take(memory.bytes(), Limits.plenty());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> memory.take(1, Limits.plenty()))
                .isInstanceOf(ServiceException.class);
        assertThat(Thread.interrupted()).isTrue();

        all.giveBack();
    }

    @Test
    void theTimeOfAStepStandsStillWhileItWaits() throws Exception {
        PictureMemory.Share all = memory.take(memory.bytes(), Limits.plenty());
        ParseBudget waiting = Limits.plenty();
        CompletableFuture<String> step = new CompletableFuture<>();
        CompletableFuture<String> other = new CompletableFuture<>();
        Thread thread = new Thread(() -> memory.take(1, waiting).giveBack());
        thread.start();
        while (waiting.waited().isZero()) {
            Thread.onSpinWait();
        }

        try (StepClock clock = new StepClock()) {
            clock.watch(step, waiting, SHORT);
            clock.watch(other, Limits.plenty(), LONGER);
            assertThatThrownBy(other::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThat(step).isNotDone();

            all.giveBack();
            thread.join();
            assertThatThrownBy(step::join).hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void whatAStepHasThatHangsIsGivenToOthersAndOnlyOnce() {
        PictureMemory.Share hanging = memory.take(memory.bytes(), within(SHORT));

        PictureMemory.Share next =
                CompletableFuture.supplyAsync(() -> memory.take(memory.bytes(), Limits.plenty()))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
        hanging.giveBack();

        assertThatThrownBy(() -> memory.take(1, within(SHORT)))
                .as("all of it is the next one's")
                .isInstanceOf(ServiceException.class);
        next.giveBack();
        memory.take(memory.bytes(), Limits.plenty()).giveBack();
    }

    @Test
    void whoeverWaitsTooLongIsToComeAgain() {
        PictureMemory.Share all = memory.take(memory.bytes(), Limits.plenty());

        assertThatThrownBy(() -> memory.take(1, within(SHORT)))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.OVERLOADED));

        all.giveBack();
        memory.take(memory.bytes(), Limits.plenty()).giveBack();
    }

    /** Long enough for whoever does not wait to be done. */
    private static void awaitWaiting(ParseBudget budget, Future<?> waiter) {
        while (budget.waited().compareTo(LONGER) < 0 && !waiter.isDone()) {
            Thread.onSpinWait();
        }
    }

    private static ParseBudget within(Duration time) {
        return new ParseBudget(ParseLimits.DEFAULT.within(time));
    }
}
