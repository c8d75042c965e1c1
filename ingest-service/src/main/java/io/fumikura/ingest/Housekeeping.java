package io.fumikura.ingest;

import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.purge.Purge;
import io.fumikura.ingest.reconcile.StuckDocuments;
import io.fumikura.ingest.store.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * What is looked after now and then: what is old is deleted, on this machine and everywhere, and
 * what is stuck is sent again.
 */
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration TIDY = Duration.ofMinutes(1);

    /** The replicas ask more often than it is due, in case the one that did it last is gone. */
    private static final int ASKED_PER_INTERVAL = 4;

    private final Vertx vertx;
    private final IngestConfig config;
    private final BlobStore blobs;
    private final Purge purge;
    private final StuckDocuments stuck;

    Housekeeping(
            Vertx vertx, IngestConfig config, BlobStore blobs, Purge purge, StuckDocuments stuck) {
        this.vertx = vertx;
        this.config = config;
        this.blobs = blobs;
        this.purge = purge;
        this.stuck = stuck;
    }

    void start(@Observes StartupEvent started) {
        long interval = config.retention().interval().toMillis();
        vertx.setPeriodic(Math.max(1_000, interval / ASKED_PER_INTERVAL), timer -> purge.tick());
        vertx.setPeriodic(
                StuckDocuments.EVERY.toMillis() / ASKED_PER_INTERVAL, timer -> stuck.tick());
        vertx.setPeriodic(TIDY.toMillis(), timer -> tidy());
    }

    private void tidy() {
        Transactions.offLoop(
                        () -> {
                            blobs.tidy();
                            return true;
                        })
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("could not tidy up: %s", failure));
    }
}
