package io.fumikura.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.inference.TextModel;
import io.fumikura.inference.TextModelOptions;
import io.fumikura.inference.batch.BatchListener;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.model.Task;
import io.fumikura.models.Fixtures;
import io.fumikura.models.onnx.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A model with weights beside its graph, loaded as a service loads it, after somebody touched it.
 */
class TamperedExportTest {
    @TempDir Path temp;

    private Path folder = Path.of("");

    @BeforeEach
    void export() throws IOException {
        folder = temp.resolve("model");
        Export.Order order =
                new Export.Order(
                        Fixtures.folder("embedder"),
                        folder,
                        Precision.FP32,
                        Optional.empty(),
                        Optional.empty(),
                        new Export.Origin(Optional.empty(), Optional.empty(), Optional.empty()));
        new Export(order, line -> {}).run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "model.onnx.data", "tokenizer.json", "model.json"})
    void oneFlippedByteInAnyFileStopsTheLoad(String file) throws IOException {
        Fixtures.flipByte(folder.resolve(file), Files.size(folder.resolve(file)) / 2);

        refuses(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.onnx",
                "model.onnx.data",
                "tokenizer.json",
                "model.json",
                "model.json.sha256"
            })
    void aMissingFileStopsTheLoad(String file) throws IOException {
        Files.delete(folder.resolve(file));

        refuses(file);
    }

    @Test
    void weightsThatBecameShorterStopTheLoad() throws IOException {
        Path weights = folder.resolve("model.onnx.data");
        Files.write(
                weights,
                Arrays.copyOf(Files.readAllBytes(weights), 100_000),
                StandardOpenOption.TRUNCATE_EXISTING);

        refuses("model.onnx.data has 100,000 bytes");
    }

    @Test
    void anExtraFileStopsTheLoad() throws IOException {
        Files.writeString(folder.resolve("extra.txt"), "hello");

        refuses("extra.txt is not listed");
    }

    @Test
    void untouchedItLoads() {
        try (TextModel model = load()) {
            assertThat(model.folder().manifest().id()).isEqualTo("llama-embedder");
        }
    }

    private void refuses(String part) {
        assertThatThrownBy(() -> load().close())
                .isInstanceOfSatisfying(
                        ModelUnavailableException.class,
                        e -> {
                            assertThat(e.problem()).contains(part);
                            assertThat(e.modelPath()).isEqualTo(folder);
                            assertThat(e.expectedLocation()).startsWithRaw(folder);
                            assertThat(e.fix()).isNotBlank();
                        });
    }

    private TextModel load() {
        return TextModel.load(
                folder,
                Task.EMBEDDING,
                TextModelOptions.defaults(Device.CPU),
                BatchListener.none());
    }
}
