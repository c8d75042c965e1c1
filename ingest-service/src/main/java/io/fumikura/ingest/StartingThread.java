package io.fumikura.ingest;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Flyway waits for PostgreSQL on the thread that starts the service, and Quarkus, when it is told
 * to end, for that thread. So that nobody waits an hour, the thread is interrupted: Flyway gives up
 * then, and the start has failed.
 */
@Singleton
class StartingThread implements FlywayConfigurationCustomizer {
    private volatile @Nullable Thread starting;

    @Override
    public void customize(FluentConfiguration migrations) {
        starting = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "end of the start"));
    }

    private void interrupt() {
        Thread thread = starting;
        if (thread != null) {
            thread.interrupt();
        }
    }

    void started(@Observes StartupEvent event) {
        starting = null;
    }
}
