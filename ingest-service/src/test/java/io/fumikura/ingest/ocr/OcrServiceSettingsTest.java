package io.fumikura.ingest.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OcrServiceSettingsTest {

    @Test
    void keepsThePathOfTheAddress() {
        assertThat(settings("http://gate/ocr/").at("/v1/ocr"))
                .isEqualTo(URI.create("http://gate/ocr/v1/ocr"));
        assertThat(settings("https://gate:1").at("/health"))
                .isEqualTo(URI.create("https://gate:1/health"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yomitoku:8085",
                "ftp://yomitoku",
                "http:/v1",
                "http://user@yomitoku",
                "http://yomitoku?a=b"
            })
    void refusesAnAddressThatIsNone(String address) {
        assertThatThrownBy(() -> settings(address))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(address);
    }

    private static OcrServiceSettings settings(String url) {
        return new OcrServiceSettings(URI.create(url), Duration.ofSeconds(1), 1);
    }
}
