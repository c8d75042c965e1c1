package io.fumikura.serving;

import io.fumikura.inference.TextModel;
import io.fumikura.inference.batch.BatchListener;
import io.fumikura.inference.batch.Lane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Every metric of a model: its batches, its queue, its calls, and which one it is. */
@Singleton
public class ModelMetrics implements BatchListener {
    private final MeterRegistry registry;
    private final TeiMetrics tei;
    private final Map<Lane, LaneMeters> lanes = new EnumMap<>(Lane.class);
    private volatile int batchLimit = 1;

    ModelMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.tei = new TeiMetrics(registry);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LaneMeters(registry, lane));
        }
    }

    /** The names dashboards for TEI look for. */
    TeiMetrics tei() {
        return tei;
    }

    LaneMeters lane(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    @Override
    public void ran(Batched batch) {
        tei.batch(batch);
        lane(batch.lane()).batch(batch, batchLimit);
    }

    void watch(TextModel model) {
        batchLimit = model.policy().maxBatchTokens();
        tei.queueSize(() -> Stream.of(Lane.values()).mapToInt(model::queuedInputs).sum());
        lanes.values().forEach(lane -> lane.queue(model));
        Gauge.builder("fumikura.batch.limit.tokens", model, m -> m.policy().maxBatchTokens())
                .register(registry);
        Gauge.builder("fumikura.queue.limit.tokens", model, m -> m.policy().maxQueuedTokens())
                .register(registry);
        Gauge.builder("fumikura.model.info", () -> 1)
                .tag("id", model.folder().manifest().id())
                .tag("digest", model.folder().digest())
                .tag("device", model.device().device().wireName())
                .register(registry);
    }
}
