package io.fumikura.ingest;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the spans around records. A switched off SDK would still make spans with ids of their own,
 * which nobody ever sees but which would be passed on; then there is none here.
 */
@Singleton
public class IngestTracing {
    @Produces
    @Singleton
    Tracer tracer(
            OpenTelemetry sdk,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean switchedOff) {
        return (switchedOff ? OpenTelemetry.noop() : sdk).getTracer("io.fumikura.ingest");
    }
}
