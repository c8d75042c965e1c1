package io.fumikura.ingest;

import io.fumikura.ingest.index.IndexGate;
import io.fumikura.ingest.intake.Readings;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.reindex.Reindexer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What runs without being asked: preparing the index, sweeping the outbox, reindexing. */
@ApplicationScoped
class Background {
    private static final Logger LOG = Logger.getLogger(Background.class);

    /** Well within a lease. */
    private static final long REINDEX_MILLIS = 1_000;

    private static final long COUNTED_MILLIS = 5_000;

    /** For a word to the database, which may be away. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private static final long INDEX_MILLIS = 30_000;

    private final Vertx vertx;
    private final IngestConfig config;
    private final IndexGate gate;
    private final OutboxRelay relay;
    private final Reindexer reindexer;
    private final Readings readings;

    Background(
            Vertx vertx,
            IngestConfig config,
            IndexGate gate,
            OutboxRelay relay,
            Reindexer reindexer,
            Readings readings) {
        this.vertx = vertx;
        this.config = config;
        this.gate = gate;
        this.relay = relay;
        this.reindexer = reindexer;
        this.readings = readings;
    }

    void start(@Observes StartupEvent started) {
        gate.open();
        vertx.setPeriodic(INDEX_MILLIS, timer -> gate.look());
        vertx.setPeriodic(config.outboxSweep().toMillis(), timer -> relay.wake());
        vertx.setPeriodic(COUNTED_MILLIS, timer -> relay.standing().look());
        vertx.setPeriodic(REINDEX_MILLIS, timer -> reindexer.tick());
    }

    void stop(@Observes ShutdownEvent stopping) {
        relay.stop();
        reindexer.stop();
        try {
            readings.stop().await().atMost(GOODBYE);
        } catch (RuntimeException e) {
            LOG.warnf("what is being read will look as if it had not ended: %s", e);
        }
    }
}
