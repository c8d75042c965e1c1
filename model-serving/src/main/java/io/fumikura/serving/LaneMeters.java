package io.fumikura.serving;

import io.fumikura.inference.TextModel;
import io.fumikura.inference.TextResult.Cost;
import io.fumikura.inference.batch.BatchListener.Batched;
import io.fumikura.inference.batch.Lane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What is measured of one lane. The meters are made at the start and not at the first call, so that
 * a dashboard shows zero where nothing has happened yet, and a rate sees the first event.
 */
final class LaneMeters {
    /** Upper bounds of every duration's buckets, in microseconds: 1 ms … 30 s. */
    private static final Duration[] DURATIONS =
            LongStream.of(
                            1_000,
                            2_500,
                            5_000,
                            10_000,
                            25_000,
                            50_000,
                            100_000,
                            250_000,
                            500_000,
                            1_000_000,
                            2_500_000,
                            5_000_000,
                            10_000_000,
                            30_000_000)
                    .mapToObj(micros -> Duration.ofNanos(micros * 1000))
                    .toArray(Duration[]::new);

    private static final double[] FILL = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
    private static final double[] PADDING = {0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5};

    private final MeterRegistry registry;
    private final Lane lane;
    private final Tags tags;
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final Timer calls;
    private final Counter truncated;
    private final Timer computed;
    private final Timer failed;
    private final DistributionSummary rows;
    private final DistributionSummary tokens;
    private final DistributionSummary paddingTokens;
    private final DistributionSummary fill;
    private final DistributionSummary padding;

    LaneMeters(MeterRegistry registry, Lane lane) {
        this.registry = registry;
        this.lane = lane;
        this.tags = Tags.of("lane", lane.wireName());
        for (Stage stage : Stage.values()) {
            stages.put(stage, timer("fumikura.stage.duration", "stage", stage.wireName()));
        }
        this.calls = timer("fumikura.call.duration");
        this.truncated = registry.counter("fumikura.inputs.truncated", tags);
        this.computed = timer("fumikura.batch.duration", "outcome", "computed");
        this.failed = timer("fumikura.batch.duration", "outcome", "failed");
        this.rows = registry.summary("fumikura.batch.rows", tags);
        this.tokens = registry.summary("fumikura.batch.tokens", tags);
        this.paddingTokens = registry.summary("fumikura.batch.padding.tokens", tags);
        this.fill = ratio("fumikura.batch.fill", FILL);
        this.padding = ratio("fumikura.batch.padding", PADDING);
        for (FailedCall reason : FailedCall.values()) {
            failures(reason.wireName());
        }
    }

    private Timer timer(String name, String... more) {
        return Timer.builder(name)
                .tags(tags.and(more))
                .serviceLevelObjectives(DURATIONS)
                .register(registry);
    }

    private DistributionSummary ratio(String name, double[] buckets) {
        return DistributionSummary.builder(name)
                .baseUnit("ratio")
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private Counter failures(String reason) {
        return registry.counter("fumikura.calls.failed", tags.and("reason", reason));
    }

    void queue(TextModel model) {
        Gauge.builder("fumikura.queue.tokens", model, m -> m.queuedTokens(lane))
                .tags(tags)
                .register(registry);
        Gauge.builder("fumikura.queue.inputs", model, m -> m.queuedInputs(lane))
                .tags(tags)
                .register(registry);
    }

    /**
     * @param budget most tokens a batch may have, padding included
     */
    void batch(Batched batch, int budget) {
        (batch.failed() ? failed : computed).record(batch.took());
        rows.record(batch.rows());
        tokens.record(batch.tokens());
        int wasted = batch.paddedTokens() - batch.tokens();
        paddingTokens.record(wasted);
        fill.record((double) batch.paddedTokens() / budget);
        padding.record((double) wasted / Math.max(1, batch.paddedTokens()));
    }

    void answered(Cost cost, Duration whole) {
        stages.forEach((stage, timer) -> timer.record(stage.of(cost)));
        calls.record(whole);
        truncated.increment(cost.truncated());
    }

    /**
     * @param reason one of {@link FailedCall}, or the code of an error
     */
    void failed(String reason) {
        failures(reason).increment();
    }
}
