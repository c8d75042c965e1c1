package io.fumikura.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.inference.TextModel;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.models.Fixtures;
import io.fumikura.models.Fixtures.Case;
import io.fumikura.models.Outputs;
import io.fumikura.models.onnx.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports against the values Transformers computed; models/parity says how. */
class ExportParityTest {
    private static final int MAX_TOKENS = 512;

    @TempDir Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"embedder", "embedder-plain", "reranker"})
    void givesTheTokenIdsOfTheReference(String fixture) throws IOException {
        Path folder = export(fixture, Precision.FP32, "model");
        try (TextEncoder encoder = TextEncoder.load(ModelFolder.verify(folder), MAX_TOKENS)) {
            for (Case example : Fixtures.cases(fixture)) {
                assertThat(Arrays.stream(Outputs.encode(encoder, example).ids()).boxed())
                        .as(example.name())
                        .containsExactlyElementsOf(example.ids());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "embedder, FP32, 0.99999",
        "embedder-plain, FP32, 0.99999",
        "embedder, FP16, 0.999",
        "embedder-plain, FP16, 0.999"
    })
    void givesTheVectorsOfTheReferenceAloneAndPadded(
            String fixture, Precision precision, double cosine) throws Exception {
        List<Case> cases = Fixtures.cases(fixture);
        try (Outputs model =
                Outputs.of(export(fixture, precision, "model"), Task.EMBEDDING, MAX_TOKENS)) {
            List<float[]> together = model.together(cases);
            for (int i = 0; i < cases.size(); i++) {
                float[] alone = model.alone(cases.get(i));
                assertThat(Outputs.cosine(alone, cases.get(i).expected()))
                        .as(cases.get(i).name())
                        .isGreaterThanOrEqualTo(cosine);
                assertThat(length(alone)).isCloseTo(1, within(1e-5));
                assertThat(together.get(i)).containsExactly(alone, within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FP32, 1e-4", "FP16, 2e-2"})
    void givesTheLogitsOfTheReferenceAloneAndPadded(Precision precision, double tolerance)
            throws Exception {
        List<Case> cases = Fixtures.cases("reranker");
        try (Outputs model =
                Outputs.of(export("reranker", precision, "model"), Task.RERANK, MAX_TOKENS)) {
            List<float[]> together = model.together(cases);
            for (int i = 0; i < cases.size(); i++) {
                float[] alone = model.alone(cases.get(i));
                assertThat((double) alone[0])
                        .as(cases.get(i).name())
                        .isCloseTo(cases.get(i).expected().get(0), within(tolerance));
                assertThat(together.get(i)).containsExactly(alone, within(1e-4f));
            }
        }
    }

    @Test
    void theCasesReachFromOneTokenToTheMostThereCanBe() {
        for (String fixture : List.of("embedder", "reranker")) {
            assertThat(Fixtures.cases(fixture))
                    .extracting(example -> example.ids().size())
                    .contains(1, MAX_TOKENS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "embedder, FP16",
        "embedder, BF16",
        "embedder, FP32",
        "reranker, FP16",
        "reranker, BF16"
    })
    void theSameWeightsGiveTheSameBytes(String fixture, Precision precision) throws IOException {
        Path first = export(fixture, precision, "first");
        Path second = export(fixture, precision, "second");

        for (String file :
                List.of("model.onnx", "model.onnx.data", "tokenizer.json", "model.json")) {
            assertThat(first.resolve(file)).hasSameBinaryContentAs(second.resolve(file));
        }
        assertThat(ModelFolder.verify(first).digest())
                .isEqualTo(ModelFolder.verify(second).digest());
    }

    /** Recorded on another run of the exporter; a change of its output must be meant. */
    @ParameterizedTest
    @CsvSource({
        "embedder, FP16, 658b71262ec83d6d0ac701797e56e73ca709c5f44996ae3ad5bf0a60d5644944",
        "reranker, FP16, 9f70ffe4fd04c006f50a8ecebb8af1d56bb416ef36ce9161bd8501560e460f04"
    })
    void theGraphAndTheWeightsAreTheRecordedOnes(String fixture, Precision precision, String digest)
            throws IOException {
        assertThat(ModelFolder.verify(export(fixture, precision, "model")).digest())
                .isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({"embedder, FP32", "embedder, FP16", "reranker, FP32", "reranker, FP16"})
    void recordsGoldenOutputsThatTheExportGives(String fixture, Precision precision)
            throws IOException {
        ModelFolder folder = ModelFolder.verify(export(fixture, precision, "model"));

        assertThat(folder.manifest().golden()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(TextModel.checkGolden(folder, OnnxOptions.on(Device.CPU)))
                .isEqualTo(folder.manifest().golden().size());
    }

    @Test
    void anotherModelsWeightsAreFoundByTheGoldenOutputs() throws IOException {
        Path folder = export("embedder", Precision.FP32, "model");
        Path other = export("embedder", Precision.FP16, "other");

        assertThat(Files.size(folder.resolve("model.onnx.data")))
                .isNotEqualTo(Files.size(other.resolve("model.onnx.data")));
        assertThat(ModelFolder.verify(folder).manifest().golden().get(0).difference(new float[84]))
                .isPresent();
    }

    private Path export(String fixture, Precision precision, String to) throws IOException {
        Export.Order order =
                new Export.Order(
                        Fixtures.folder(fixture),
                        temp.resolve(to),
                        precision,
                        Optional.empty(),
                        Optional.empty(),
                        new Export.Origin(Optional.empty(), Optional.empty(), Optional.empty()));
        new Export(order, line -> {}).run();
        return temp.resolve(to);
    }

    private static double length(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }
}
