package io.fumikura.query.database;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings the schema up to date in the background, again and again until it works: searches do not
 * need the database, so its absence must not keep the service from starting.
 */
public final class SchemaMigration {
    private static final Logger LOG = Logger.getLogger(SchemaMigration.class);

    private final Flyway flyway;
    private final ScheduledExecutorService timer;
    private final Duration pause;
    private volatile boolean done;

    public SchemaMigration(Flyway flyway, ScheduledExecutorService timer, Duration pause) {
        this.flyway = flyway;
        this.timer = timer;
        this.pause = pause;
    }

    public void start() {
        timer.execute(this::migrate);
    }

    /** Whether the tables are there. */
    boolean done() {
        return done;
    }

    private void migrate() {
        try {
            flyway.migrate();
            done = true;
        } catch (FlywayException e) {
            LOG.warnf(
                    "what is kept in PostgreSQL waits for it, next try in %d s: %s",
                    pause.toSeconds(),
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            // It reports its own failure and schedules itself again.
            var unused = timer.schedule(this::migrate, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
