package io.fumikura.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.cli.CommandFailure;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackSettingsTest {
    private static final Path ROOT = Path.of("/checkout");

    @Test
    void hasADefaultForEverything() {
        StackSettings settings = StackSettings.from(Map.of(), ROOT);

        assertThat(settings.dataDirectory()).isEqualTo(ROOT.resolve(".fumikura"));
        assertThat(settings.url(Component.QUERY)).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(settings.kafkaBootstrapServers()).isEqualTo("127.0.0.1:19092");
    }

    @Test
    void takesPortsFolderAndAddressesFromTheEnvironment() {
        StackSettings settings =
                StackSettings.from(
                        Map.of(
                                "FUMIKURA_DATA", "/data",
                                "FUMIKURA_INGEST_PORT", "9001",
                                "FUMIKURA_QUERY_URL", "https://search.example"),
                        ROOT);

        assertThat(settings.dataDirectory()).isEqualTo(Path.of("/data"));
        assertThat(settings.port(Component.INGEST)).isEqualTo(9001);
        assertThat(settings.url(Component.QUERY)).isEqualTo(URI.create("https://search.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "eighty", ""})
    void aPortThatIsNoneNamesTheVariable(String value) {
        assertThatThrownBy(() -> StackSettings.from(Map.of("FUMIKURA_QUERY_PORT", value), ROOT))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("FUMIKURA_QUERY_PORT");
    }
}
