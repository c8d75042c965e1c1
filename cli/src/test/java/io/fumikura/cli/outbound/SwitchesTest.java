package io.fumikura.cli.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What the framework would fetch, start or report is off in every service. */
class SwitchesTest {
    @Test
    void everyServiceStartsNothingAndReportsNothing() throws IOException {
        assertThat(services()).hasSize(4);
        for (Path service : services()) {
            assertThat(settings(service))
                    .as(Modules.name(service))
                    .containsEntry("quarkus.devservices.enabled", "false")
                    .containsEntry("quarkus.analytics.disabled", "true");
        }
    }

    /** What is not {@code true} is false, so the address itself switches the SDK on. */
    @Test
    void tracesAreSentOnlyWhereAnEndpointIsConfiguredAndNobodyConfiguresOne() throws IOException {
        for (Path service : services()) {
            assertThat(settings(service))
                    .as(Modules.name(service))
                    .containsEntry(
                            "quarkus.otel.sdk.disabled", "${otel.exporter.otlp.endpoint:true}")
                    .containsEntry(
                            "quarkus.otel.exporter.otlp.endpoint",
                            "${otel.exporter.otlp.endpoint:}")
                    .containsEntry("quarkus.otel.traces.exporter", "cdi")
                    .containsEntry("quarkus.otel.metrics.enabled", "false")
                    .containsEntry("quarkus.otel.logs.enabled", "false")
                    .containsEntry("quarkus.otel.instrument.rest", "false");
            assertThat(settings(service).stringPropertyNames())
                    .as(Modules.name(service))
                    .filteredOn(name -> name.endsWith("endpoint"))
                    .containsExactly("quarkus.otel.exporter.otlp.endpoint");
        }
    }

    private static List<Path> services() throws IOException {
        return Modules.compiled().stream()
                .map(folder -> folder.resolve("application.properties"))
                .filter(Files::exists)
                .toList();
    }

    private static Properties settings(Path file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }
}
