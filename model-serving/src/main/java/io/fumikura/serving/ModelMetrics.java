package io.fumikura.serving;

import io.fumikura.inference.TextModel;
import io.fumikura.inference.batch.BatchListener;
import io.fumikura.inference.batch.Lane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/** Every metric name of a model: its batches, its queue, and which one it is. */
@Singleton
public class ModelMetrics implements BatchListener {
    private final MeterRegistry registry;
    private final TeiMetrics tei;

    ModelMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.tei = new TeiMetrics(registry);
    }

    /** The names dashboards for TEI look for. */
    TeiMetrics tei() {
        return tei;
    }

    @Override
    public void ran(Batched batch) {
        tei.batch(batch);
        String lane = batch.lane().wireName();
        registry.timer(
                        "fumikura.batch.duration",
                        "lane",
                        lane,
                        "outcome",
                        batch.failed() ? "failed" : "computed")
                .record(batch.took());
        registry.summary("fumikura.batch.rows", "lane", lane).record(batch.rows());
        registry.summary("fumikura.batch.tokens", "lane", lane).record(batch.tokens());
        registry.summary("fumikura.batch.padding.tokens", "lane", lane)
                .record(batch.paddedTokens() - batch.tokens());
    }

    void watch(TextModel model) {
        tei.queueSize(() -> Stream.of(Lane.values()).mapToInt(model::queuedInputs).sum());
        for (Lane lane : Lane.values()) {
            Gauge.builder("fumikura.queue.tokens", model, m -> m.queuedTokens(lane))
                    .tag("lane", lane.wireName())
                    .register(registry);
            Gauge.builder("fumikura.queue.inputs", model, m -> m.queuedInputs(lane))
                    .tag("lane", lane.wireName())
                    .register(registry);
        }
        Gauge.builder("fumikura.model.info", () -> 1)
                .tag("id", model.folder().manifest().id())
                .tag("digest", model.folder().digest())
                .tag("device", model.device().device().wireName())
                .register(registry);
    }
}
