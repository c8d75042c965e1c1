package io.fumikura.ingest;

import io.fumikura.ingest.index.IndexGate;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What runs without being asked: preparing the index, and sweeping the outbox. */
@ApplicationScoped
class Background {
    private final Vertx vertx;
    private final IngestConfig config;
    private final IndexGate gate;
    private final OutboxRelay relay;

    Background(Vertx vertx, IngestConfig config, IndexGate gate, OutboxRelay relay) {
        this.vertx = vertx;
        this.config = config;
        this.gate = gate;
        this.relay = relay;
    }

    void start(@Observes StartupEvent started) {
        gate.open();
        vertx.setPeriodic(config.outboxSweep().toMillis(), timer -> relay.wake());
    }

    void stop(@Observes ShutdownEvent stopping) {
        relay.stop();
    }
}
