package io.fumikura.ingest;

import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.index.IndexGate;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.outbox.OutboxStanding;
import io.fumikura.ingest.parse.ParsePool;
import io.fumikura.ingest.parse.ocr.OcrModel;
import io.fumikura.ingest.parse.ocr.OcrTimes;
import io.fumikura.ingest.reconcile.StuckDocuments;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The names of this service's own metrics. */
@ApplicationScoped
class IngestMetrics {
    private final MeterRegistry registry;
    private final OutboxRelay relay;
    private final ParsePool parsers;
    private final IndexGate gate;
    private final DeadLetters deadLetters;
    private final OcrModel ocr;
    private final StuckDocuments stuck;

    IngestMetrics(
            MeterRegistry registry,
            OutboxRelay relay,
            ParsePool parsers,
            IndexGate gate,
            DeadLetters deadLetters,
            OcrModel ocr,
            StuckDocuments stuck) {
        this.registry = registry;
        this.relay = relay;
        this.parsers = parsers;
        this.gate = gate;
        this.deadLetters = deadLetters;
        this.ocr = ocr;
        this.stuck = stuck;
    }

    void register(@Observes StartupEvent started) {
        FunctionCounter.builder("fumikura.ingest.outbox.sent", relay, OutboxRelay::sent)
                .description("records Kafka acknowledged")
                .register(registry);
        OutboxStanding outbox = relay.standing();
        Gauge.builder("fumikura.ingest.outbox.waiting", outbox, OutboxStanding::waiting)
                .description("records that Kafka does not have yet, of all replicas")
                .register(registry);
        Gauge.builder(
                        "fumikura.ingest.outbox.oldest.seconds",
                        outbox,
                        o -> o.age().toMillis() / 1000.0)
                .description("how long the oldest of them has waited")
                .register(registry);
        FunctionCounter.builder("fumikura.ingest.parsed", parsers, ParsePool::finished)
                .description("documents a parser finished, whatever the result")
                .register(registry);
        FunctionCounter.builder("fumikura.ingest.dead.letters", deadLetters, DeadLetters::kept)
                .description("records nobody could handle, of whatever service")
                .register(registry);
        FunctionCounter.builder("fumikura.ingest.sent.again", stuck, StuckDocuments::restarted)
                .description("documents whose records were lost, and what they wait for sent again")
                .register(registry);
        Gauge.builder("fumikura.ingest.index.ready", gate, g -> g.isWhole() ? 1 : 0)
                .description(
                        "1 when the collection of the embedding model is there and lacks no documents")
                .register(registry);
        for (OcrTimes.Stage stage : OcrTimes.Stage.values()) {
            FunctionTimer.builder(
                            "fumikura.ingest.ocr",
                            ocr.times(),
                            times -> times.pages(stage),
                            times -> times.nanoseconds(stage),
                            TimeUnit.NANOSECONDS)
                    .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                    .description("pages that were recognised, and how long each stage took")
                    .register(registry);
        }
    }
}
