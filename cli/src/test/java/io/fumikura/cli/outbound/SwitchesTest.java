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
        List<Path> services =
                Modules.compiled().stream()
                        .map(folder -> folder.resolve("application.properties"))
                        .filter(Files::exists)
                        .toList();

        assertThat(services).hasSize(4);
        for (Path service : services) {
            assertThat(settings(service))
                    .as(Modules.name(service))
                    .containsEntry("quarkus.devservices.enabled", "false")
                    .containsEntry("quarkus.analytics.disabled", "true");
        }
    }

    private static Properties settings(Path file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }
}
