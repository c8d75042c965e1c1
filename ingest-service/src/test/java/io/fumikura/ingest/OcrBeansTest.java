package io.fumikura.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.ingest.parse.ocr.OcrModel;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads pictures of pages, by the settings. */
class OcrBeansTest {
    private static final String MODEL = "../models/mini-ocr";

    private static final Map<String, String> YOMITOKU =
            Map.of(
                    "ingest.ocr.engine", "yomitoku",
                    "ingest.ocr.url", "http://localhost:1",
                    "ingest.ocr.accepted-licence", "CC-BY-NC-SA-4.0");

    @Test
    void isNothingWhenNothingIsSet() {
        OcrModel model = OcrBeans.of(ocr(Map.of()));

        assertThat(model.pages()).isEmpty();
        assertThat(model.absence()).isEmpty();
        assertThat(ocr(Map.of()).concurrency()).isEqualTo(2);
    }

    @Test
    void takesTheModelThatWasApproved() {
        String digest = ModelFolder.open(Path.of(MODEL)).digest();
        Map<String, String> approved =
                Map.of("ingest.ocr.model-path", MODEL, "ingest.ocr.model-digest", digest);

        try (OcrModel model = OcrBeans.of(ocr(approved))) {
            assertThat(model.description()).startsWith("OCR by mini-ocr on ");
        }
    }

    @Test
    void refusesAnotherModelThanTheOneThatWasApproved() {
        Map<String, String> another =
                Map.of("ingest.ocr.model-path", MODEL, "ingest.ocr.model-digest", "0".repeat(64));

        assertThatThrownBy(() -> OcrBeans.of(ocr(another)))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("the configuration asks for 0000");
    }

    @Test
    void needsTheOtherEngineOnlyWhenThereIsAPageToRead() {
        try (OcrModel model = OcrBeans.of(ocr(YOMITOKU))) {
            assertThat(model.pages()).isPresent();
            assertThat(model.description()).isEqualTo("OCR by yomitoku at http://localhost:1");
            assertThat(model.absence()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"commercial", "COMMERCIAL", "cc-by-nc-sa-4.0"})
    void takesALicenceHoweverItIsWritten(String licence) {
        assertThat(OcrBeans.of(ocr(with("ingest.ocr.accepted-licence", licence))).pages())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.ocr.accepted-licence, MIT, CC-BY-NC-SA-4.0",
        "ingest.ocr.accepted-licence, '', ingest.ocr.accepted-licence",
        "ingest.ocr.url, '', ingest.ocr.url is not set",
        "ingest.ocr.url, yomitoku, ingest.ocr.url is \"yomitoku\"",
        "ingest.ocr.mapping, /missing.json, /missing.json",
        "ingest.ocr.concurrency, many, ingest.ocr.concurrency",
        "ingest.ocr.engine, tea-leaves, ingest.ocr.engine"
    })
    void stopsTheStartAndSaysWhatIsMissing(String name, String value, String words) {
        assertThatThrownBy(() -> OcrBeans.of(ocr(with(name, value)))).hasMessageContaining(words);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(YOMITOKU);
        settings.put(name, value);
        return settings;
    }

    private static IngestConfig.Ocr ocr(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(IngestConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(IngestConfig.class)
                .ocr();
    }
}
