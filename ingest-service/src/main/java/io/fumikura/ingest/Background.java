package io.fumikura.ingest;

import io.fumikura.ingest.index.IndexGate;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.reindex.Reindexer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What runs without being asked: preparing the index, sweeping the outbox, reindexing. */
@ApplicationScoped
class Background {
    /** Well within a lease. */
    private static final long REINDEX_MILLIS = 1_000;

    private static final long COUNTED_MILLIS = 5_000;

    private final Vertx vertx;
    private final IngestConfig config;
    private final IndexGate gate;
    private final OutboxRelay relay;
    private final Reindexer reindexer;

    Background(
            Vertx vertx,
            IngestConfig config,
            IndexGate gate,
            OutboxRelay relay,
            Reindexer reindexer) {
        this.vertx = vertx;
        this.config = config;
        this.gate = gate;
        this.relay = relay;
        this.reindexer = reindexer;
    }

    void start(@Observes StartupEvent started) {
        gate.open();
        vertx.setPeriodic(config.outboxSweep().toMillis(), timer -> relay.wake());
        vertx.setPeriodic(COUNTED_MILLIS, timer -> relay.standing().look());
        vertx.setPeriodic(REINDEX_MILLIS, timer -> reindexer.tick());
    }

    void stop(@Observes ShutdownEvent stopping) {
        relay.stop();
        reindexer.stop();
    }
}
