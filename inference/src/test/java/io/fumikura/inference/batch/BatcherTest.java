package io.fumikura.inference.batch;

import static io.fumikura.inference.batch.FakeModel.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.inference.batch.FakeModel.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatcherTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final BatchPolicy POLICY =
            new BatchPolicy(
                    100, 8, Duration.ofHours(1), 0.5, 0, 1, 200, 0.25, Duration.ofSeconds(10));

    private final FakeModel model = new FakeModel();
    private final List<BatchListener.Batched> told = new ArrayList<>();
    private final Batcher<Text, String> batcher = Batcher.start(model, POLICY, told::add);

    @AfterEach
    void stop() {
        model.let(1000);
        batcher.close();
    }

    @Test
    void answersInTheOrderOfTheCall() throws Exception {
        model.let(1000);

        var result = batcher.submit(Lane.BULK, texts("a", 30, "b", 90, "c", 31, "d", 2), LONG);

        assertThat(result.get().outputs()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void startsAtOnceWhenIdleAndBatchesWhatArrivesWhileBusy() throws Exception {
        occupy();

        var second = batcher.submit(Lane.INTERACTIVE, texts("x", 10, "y", 10), LONG);
        var third = batcher.submit(Lane.INTERACTIVE, texts("z", 10), LONG);
        model.let(2);

        second.get();
        third.get();
        assertThat(model.batches()).containsExactly(List.of("first"), List.of("x", "y", "z"));
    }

    @Test
    void neverExceedsTheTokenBudgetOfABatchPaddingIncluded() throws Exception {
        occupy();

        var calls = batcher.submit(Lane.BULK, texts("a", 40, "b", 41, "c", 39, "d", 5), LONG);
        model.let(10);
        calls.get();

        // 3 x 41 would be 123 tokens, and the short one would be half padding.
        assertThat(model.batches().get(1)).containsExactlyInAnyOrder("a", "b");
        batcher.close();
        assertThat(told)
                .allSatisfy(batch -> assertThat(batch.paddedTokens()).isLessThanOrEqualTo(100));
    }

    @Test
    void neverExceedsTheRowsOfABatch() throws Exception {
        occupy();
        List<Text> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(text("n" + i, 1));
        }

        var call = batcher.submit(Lane.BULK, many, LONG);
        model.let(10);
        call.get();

        assertThat(model.batches().stream().mapToInt(List::size).max()).hasValue(8);
    }

    @Test
    void putsTextsOfOneLengthTogetherAndTakesTheOldestFirst() throws Exception {
        occupy();

        var call =
                batcher.submit(
                        Lane.BULK, texts("short1", 5, "long1", 45, "short2", 6, "long2", 44), LONG);
        model.let(10);
        call.get();

        assertThat(model.batches())
                .containsExactly(
                        List.of("first"), List.of("short1", "short2"), List.of("long1", "long2"));
    }

    @Test
    void leavesAShortTextForALaterBatchWhenMoreThanHalfWouldBePadding() throws Exception {
        occupy();

        var call = batcher.submit(Lane.BULK, texts("long", 30, "tiny1", 1, "tiny2", 1), LONG);
        model.let(10);
        call.get();

        assertThat(model.batches())
                .containsExactly(List.of("first"), List.of("long", "tiny1"), List.of("tiny2"));
    }

    @Test
    void interactiveGoesFirstAndBulkKeepsItsShare() throws Exception {
        occupy();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(batcher.submit(Lane.BULK, texts("bulk" + i, 20), LONG));
        }
        for (int i = 0; i < 2; i++) {
            all.add(batcher.submit(Lane.INTERACTIVE, texts("person" + i, 90), LONG));
        }
        model.let(20);
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).get();

        // While both wait, bulk gets a batch once it is below a quarter of the tokens.
        assertThat(model.batches().get(1)).containsExactly("person0");
        assertThat(model.batches().get(2)).allMatch(name -> name.startsWith("bulk"));
        assertThat(model.batches().get(3)).containsExactly("person1");
    }

    @Test
    void refusesAWholeCallWhenItsLaneIsFullAndSaysWhenToComeBack() throws Exception {
        occupy();
        var taken = batcher.submit(Lane.BULK, texts("a", 100, "b", 90), LONG);

        var refused = batcher.submit(Lane.BULK, texts("c", 5, "d", 6), LONG);
        var other = batcher.submit(Lane.INTERACTIVE, texts("e", 5), LONG);

        assertThat(failure(refused))
                .isInstanceOfSatisfying(
                        Overloaded.class,
                        overloaded -> {
                            assertThat(overloaded).hasMessageContaining("190 tokens wait");
                            assertThat(overloaded.retryAfter())
                                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
                        });
        assertThat(batcher.queuedTokens(Lane.BULK)).isEqualTo(190);
        assertThat(taken).isNotDone();
        assertThat(other).isNotDone();
    }

    @Test
    void takesACallLargerThanTheQueueWhenNothingElseWaits() throws Exception {
        occupy();

        var large = batcher.submit(Lane.BULK, texts("a", 100, "b", 100, "c", 100), LONG);
        model.let(10);

        assertThat(large.get().outputs()).hasSize(3);
    }

    @Test
    void aCallerThatHasGoneIsNeverComputed() throws Exception {
        occupy();
        var gone = batcher.submit(Lane.INTERACTIVE, texts("gone", 10), LONG);
        var stays = batcher.submit(Lane.INTERACTIVE, texts("stays", 10), LONG);

        gone.cancel(false);
        assertThat(batcher.queuedTokens(Lane.INTERACTIVE)).isEqualTo(10);
        model.let(10);
        stays.get();

        assertThat(model.batches()).containsExactly(List.of("first"), List.of("stays"));
    }

    @Test
    void aCallWhoseTimeIsOverFailsAndIsNeverComputed() throws Exception {
        occupy();

        var late = batcher.submit(Lane.INTERACTIVE, texts("late", 10), Duration.ofMillis(1));

        assertThat(failure(late)).isInstanceOf(TimeoutException.class);
        var next = batcher.submit(Lane.INTERACTIVE, texts("next", 10), LONG);
        model.let(10);
        next.get();
        assertThat(model.batches()).containsExactly(List.of("first"), List.of("next"));
    }

    @Test
    void aFailingBatchFailsItsCallersAndNobodyElse() throws Exception {
        occupy();
        var poisoned = batcher.submit(Lane.BULK, texts("poison", 90, "half", 20), LONG);
        var well = batcher.submit(Lane.BULK, texts("well", 20), LONG);
        model.let(10);

        assertThat(failure(poisoned))
                .isInstanceOf(ModelFailure.class)
                .hasRootCauseMessage("poison");
        assertThat(well.get().outputs()).containsExactly("well");
        assertThat(batcher.submit(Lane.BULK, texts("after", 1), LONG).get().outputs())
                .containsExactly("after");
        assertThat(model.batches()).doesNotContain(List.of("half"));
    }

    @Test
    void refusesAnInputNoBatchCouldHold() {
        assertThatThrownBy(() -> batcher.submit(Lane.BULK, texts("a", 101), LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("101 tokens");
        assertThatThrownBy(() -> batcher.submit(Lane.BULK, texts("a", 0), LONG))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closingComputesWhatWasAdmittedAndRefusesTheRest() throws Exception {
        occupy();
        var admitted = batcher.submit(Lane.BULK, texts("admitted", 10), LONG);
        model.let(10);

        batcher.close();

        assertThat(admitted.get().outputs()).containsExactly("admitted");
        assertThat(failure(batcher.submit(Lane.BULK, texts("late", 1), LONG)))
                .isInstanceOf(ShuttingDown.class);
    }

    @Test
    void aLostDeviceFailsWhoWaitsAndWhoComesAndTellsTheListenerOnce() throws Exception {
        List<DeviceLost> reasons = new ArrayList<>();
        FakeModel failing = new FakeModel();
        BatchListener listener =
                new BatchListener() {
                    @Override
                    public void ran(Batched batch) {}

                    @Override
                    public void deviceLost(DeviceLost reason) {
                        reasons.add(reason);
                    }
                };
        try (Batcher<Text, String> other = Batcher.start(failing, POLICY, listener)) {
            var lost = other.submit(Lane.INTERACTIVE, texts("lost", 10), LONG);
            failing.awaitBusy();
            var waiting = other.submit(Lane.BULK, texts("waiting", 10), LONG);
            failing.let(1);

            assertThatThrownBy(lost::get).hasCauseInstanceOf(DeviceLost.class);
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(DeviceLost.class);
            assertThatThrownBy(other.submit(Lane.BULK, texts("late", 10), LONG)::get)
                    .hasCauseInstanceOf(ShuttingDown.class);
        }
        assertThat(reasons).hasSize(1);
        assertThat(failing.batches()).containsExactly(List.of("lost"));
    }

    @Test
    void saysHowLongACallWaitedAndWasComputed() throws Exception {
        model.let(10);

        BatchTimings timings = batcher.submit(Lane.BULK, texts("a", 1), LONG).get().timings();

        assertThat(timings.queue()).isBetween(Duration.ZERO, Duration.ofSeconds(10));
        assertThat(timings.inference()).isPositive();
    }

    /** A call that is being computed until the test lets it go. */
    private void occupy() throws InterruptedException {
        var first = batcher.submit(Lane.INTERACTIVE, texts("first", 1), LONG);
        model.awaitBusy();
        assertThat(first).isNotDone();
    }

    private static List<Text> texts(Object... namesAndTokens) {
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < namesAndTokens.length; i += 2) {
            texts.add(text((String) namesAndTokens[i], (Integer) namesAndTokens[i + 1]));
        }
        return texts;
    }

    private static Throwable failure(CompletableFuture<?> future) throws Exception {
        try {
            future.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        }
        throw new AssertionError("the call did not fail");
    }
}
