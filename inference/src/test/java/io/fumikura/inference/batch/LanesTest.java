package io.fumikura.inference.batch;

import static io.fumikura.inference.batch.FakeModel.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.inference.batch.FakeModel.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(100);

    private long now = -5;

    private Lanes<Text, String> lanes(int inFlight, double maxPadding, int freePadding) {
        return new Lanes<>(
                new BatchPolicy(
                        1000,
                        8,
                        SHORT,
                        maxPadding,
                        freePadding,
                        inFlight,
                        10_000,
                        0.2,
                        Duration.ofSeconds(1)),
                () -> now);
    }

    @Test
    void theBulkLaneHasEveryPlaceWhileNobodyAsks() {
        Lanes<Text, String> lanes = lanes(2, 0, 0);
        add(lanes, Lane.BULK, 10, 20, 30);

        assertThat(take(lanes)).containsExactly("10");
        assertThat(take(lanes)).containsExactly("20");
    }

    @Test
    void onePlaceIsKeptFromTheBulkLaneWhileQueriesCome() {
        Lanes<Text, String> lanes = lanes(2, 0, 0);
        add(lanes, Lane.INTERACTIVE, 5);
        assertThat(take(lanes)).containsExactly("5");
        add(lanes, Lane.BULK, 10, 20);

        assertThat(take(lanes)).containsExactly("10");
        assertThat(lanes.take()).isNull();
        assertThat(lanes.nanosToPlace()).isEqualTo(Lanes.KEPT.toNanos());
        add(lanes, Lane.INTERACTIVE, 6);
        assertThat(take(lanes)).containsExactly("6");
    }

    @Test
    void theKeptPlaceIsGivenUpWhenNoQueryHasComeForAWhile() {
        Lanes<Text, String> lanes = lanes(2, 0, 0);
        add(lanes, Lane.INTERACTIVE, 5);
        take(lanes);
        add(lanes, Lane.BULK, 10, 20);
        take(lanes);

        now += Lanes.KEPT.toNanos() - 1;
        assertThat(lanes.take()).isNull();
        assertThat(lanes.nanosToPlace()).isEqualTo(1);
        now++;
        assertThat(take(lanes)).containsExactly("20");
    }

    @Test
    void whereOneBatchRunsAtATimeNothingIsKept() {
        Lanes<Text, String> lanes = lanes(1, 0, 0);
        add(lanes, Lane.INTERACTIVE, 5);
        take(lanes);
        add(lanes, Lane.BULK, 10);

        assertThat(take(lanes)).containsExactly("10");
    }

    @Test
    void theBulkLaneGetsItsShareAlsoWhereOnePlaceIsKeptFromIt() {
        Lanes<Text, String> lanes = lanes(2, 0, 0);
        int bulk = 0;
        int all = 0;
        Batch<Text, String> running = null;
        for (int i = 0; i < 500; i++) {
            add(lanes, Lane.INTERACTIVE, 10);
            add(lanes, Lane.BULK, 10);
            Batch<Text, String> batch = Objects.requireNonNull(lanes.take());
            all += batch.tokens();
            bulk += batch.lane() == Lane.BULK ? batch.tokens() : 0;
            if (running != null) {
                lanes.ran(running, now, now, false);
            }
            running = batch;
        }

        assertThat(bulk / (double) all).isBetween(0.2, 0.25);
    }

    @Test
    void aBatchIsNoLargerThanWhatCanBeComputedInItsTime() {
        Lanes<Text, String> lanes = lanes(2, 0, 0);
        lanes.throughput().expect(1000, Duration.ofSeconds(1));
        add(lanes, Lane.BULK, 10, 10, 10, 10, 10, 10);

        // 100 ms of 1000 tokens a second, shared by two.
        assertThat(take(lanes)).hasSize(5);
    }

    @Test
    void anInputThatTakesLongerByItselfIsABatchOfItsOwn() {
        Lanes<Text, String> lanes = lanes(1, 0, 0);
        lanes.throughput().expect(1000, Duration.ofSeconds(1));
        add(lanes, Lane.BULK, 900, 900);

        assertThat(take(lanes)).containsExactly("900");
    }

    @Test
    void paddingStaysBelowItsLimit() {
        Lanes<Text, String> lanes = lanes(2, 0.1, 0);
        add(lanes, Lane.BULK, 100, 60, 90, 85, 95);

        assertThat(take(lanes)).containsExactlyInAnyOrder("100", "95", "90", "85");
        assertThat(take(lanes)).containsExactly("60");
    }

    @Test
    void paddingCostsNothingInASmallBatch() {
        Lanes<Text, String> lanes = lanes(1, 0.1, 64);
        add(lanes, Lane.BULK, 8, 16, 30, 40);

        assertThat(take(lanes)).containsExactlyInAnyOrder("8", "16");
    }

    @Test
    void refusesACallItWouldNotGetToInTime() {
        Lanes<Text, String> lanes = lanes(1, 0, 0);
        lanes.throughput().expect(100, Duration.ofSeconds(1));
        assertThat(add(lanes, Lane.BULK, 900)).isNull();

        // 9 seconds wait already, and half of a minute is left for waiting.
        assertThat(add(lanes, Lane.BULK, 1000, 1000)).isNull();
        Overloaded refusal = add(lanes, Lane.BULK, 200);

        assertThat(refusal).isNotNull().hasMessageContaining("in the time of this call");
        assertThat(Objects.requireNonNull(refusal).retryAfter()).isEqualTo(Duration.ofSeconds(29));
        assertThat(lanes.queue(Lane.BULK).tokens()).isEqualTo(2900);
    }

    @Test
    void timeInWhichTwoBatchesRunCountsOnce() {
        Throughput throughput = new Throughput();
        long second = TimeUnit.SECONDS.toNanos(1);

        throughput.measured(100, 0, second);
        throughput.measured(100, 0, second);
        assertThat(throughput.tokensIn(Duration.ofSeconds(1))).isEqualTo(211);

        throughput.measured(0, 5 * second, 6 * second);
        assertThat(throughput.tokensIn(Duration.ofSeconds(1))).isBetween(90L, 105L);
    }

    private static @Nullable Overloaded add(Lanes<Text, String> lanes, Lane lane, int... tokens) {
        List<Text> inputs = new ArrayList<>();
        for (int count : tokens) {
            inputs.add(text(String.valueOf(count), count));
        }
        return lanes.add(lane, new Call<>(inputs), LONG);
    }

    private static List<String> take(Lanes<Text, String> lanes) {
        return Objects.requireNonNull(lanes.take()).inputs().stream().map(Text::name).toList();
    }
}
