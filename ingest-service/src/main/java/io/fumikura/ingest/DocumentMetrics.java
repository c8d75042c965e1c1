package io.fumikura.ingest;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.ingest.store.DocumentsStanding;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The documents by their state as metrics, counted now and then and not when they are asked for.
 */
@ApplicationScoped
class DocumentMetrics {
    private static final long COUNTED_MILLIS = 30_000;

    private final MeterRegistry registry;
    private final Vertx vertx;
    private final DocumentsStanding documents;

    DocumentMetrics(MeterRegistry registry, Vertx vertx, DocumentsStanding documents) {
        this.registry = registry;
        this.vertx = vertx;
        this.documents = documents;
    }

    void register(@Observes StartupEvent started) {
        for (DocumentState state : DocumentState.values()) {
            Gauge.builder("fumikura.ingest.documents", documents, d -> d.in(state))
                    .tag("state", state.wireName())
                    .description("documents of all tenants")
                    .register(registry);
        }
        Gauge.builder(
                        "fumikura.ingest.documents.oldest.seconds",
                        documents,
                        d -> d.oldest().toMillis() / 1000.0)
                .description("how long the oldest that is in no final state has been so")
                .register(registry);
        documents.look();
        vertx.setPeriodic(COUNTED_MILLIS, timer -> documents.look());
    }
}
