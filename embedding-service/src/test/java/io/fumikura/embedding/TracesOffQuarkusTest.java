package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.LateBoundSpanProcessor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What runs where no endpoint is configured. */
@QuarkusTest
@TestProfile(MiniatureModel.class)
class TracesOffQuarkusTest {
    private final LateBoundSpanProcessor exporter;
    private final Tracer tracer;
    private final Vertx vertx;
    private final boolean off;

    TracesOffQuarkusTest(
            LateBoundSpanProcessor exporter,
            Tracer tracer,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.exporter = exporter;
        this.tracer = tracer;
        this.vertx = vertx;
        this.off = off;
    }

    @Test
    void nothingIsMadeAndNothingCouldSendIt() throws InterruptedException {
        given().contentType(ContentType.JSON)
                .body("{\"inputs\": \"猫\"}")
                .post("/embed")
                .then()
                .statusCode(200);

        assertThat(off).isTrue();
        assertThat(exporter.isDelegateNull()).isTrue();
        assertThat(((VertxInternal) vertx).tracer()).isNull();
        Span span = tracer.spanBuilder("a").startSpan();
        assertThat(span.isRecording()).isFalse();
        assertThat(span.getSpanContext().isValid()).isFalse();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("BatchSpanProcessor")) {
                // Of another test's application, which was stopped.
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
