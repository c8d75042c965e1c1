package io.fumikura.models.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.inference.model.ManifestFile;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.PairMode;
import io.fumikura.inference.model.ModelManifest.Pooling;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.models.Fixtures;
import io.fumikura.models.Fixtures.Case;
import io.fumikura.models.Outputs;
import io.fumikura.models.catalogue.ModelCard;
import io.fumikura.models.checkpoint.BadCheckpoint;
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

/** Folders as they are published, against the values Transformers computed; see models/parity. */
class AdoptionTest {
    @TempDir Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {"xlmr-embedder", "bert-embedder", "modernbert-reranker", "xlmr-reranker"})
    void givesTheTokenIdsOfTheReference(String fixture) throws IOException {
        ModelFolder folder = ModelFolder.verify(adopt(fixture));
        try (TextEncoder encoder = TextEncoder.load(folder, folder.manifest().maxTokens())) {
            for (Case example : Fixtures.cases(fixture)) {
                assertThat(Arrays.stream(Outputs.encode(encoder, example).ids()).boxed())
                        .as(example.name())
                        .containsExactlyElementsOf(example.ids());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"xlmr-embedder, MEAN, 64", "bert-embedder, CLS, 64"})
    void poolsAndNormalisesAsThePublisherSays(String fixture, Pooling pooling, int maxTokens)
            throws Exception {
        Path folder = adopt(fixture);
        ModelManifest manifest = ModelFolder.verify(folder).manifest();
        assertThat(manifest.pooling()).isEqualTo(pooling);
        assertThat(manifest.maxTokens()).isEqualTo(maxTokens);

        List<Case> cases = Fixtures.cases(fixture);
        try (Outputs model = Outputs.of(folder, Task.EMBEDDING, maxTokens)) {
            List<float[]> together = model.together(cases);
            for (int i = 0; i < cases.size(); i++) {
                float[] alone = model.alone(cases.get(i));
                assertThat(Outputs.cosine(alone, cases.get(i).expected()))
                        .as(cases.get(i).name())
                        .isGreaterThanOrEqualTo(0.99999);
                assertThat(together.get(i)).containsExactly(alone, within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"modernbert-reranker", "xlmr-reranker"})
    void scoresPairsAsTheReference(String fixture) throws Exception {
        Path folder = adopt(fixture);
        ModelManifest manifest = ModelFolder.verify(folder).manifest();
        assertThat(manifest.pairMode()).isEqualTo(PairMode.TOKENIZER_PAIR);

        List<Case> cases = Fixtures.cases(fixture);
        try (Outputs model = Outputs.of(folder, Task.RERANK, manifest.maxTokens())) {
            List<float[]> together = model.together(cases);
            for (int i = 0; i < cases.size(); i++) {
                assertThat((double) together.get(i)[0])
                        .as(cases.get(i).name())
                        .isCloseTo(cases.get(i).expected().get(0), within(1e-4));
            }
        }
    }

    @Test
    void takesNameLicenceAndPrefixesFromTheCatalogue() throws IOException {
        Path folder = Fixtures.copy("xlmr-embedder", temp);
        Adoption.Order order =
                order(folder, ModelCard.find("multilingual-e5-large"), Optional.empty());

        ManifestFile written = new Adoption(order).run();

        assertThat(written.manifest().id()).isEqualTo("multilingual-e5-large");
        assertThat(written.manifest().licence().name()).isEqualTo("MIT");
        assertThat(written.manifest().queryPrefix()).isEqualTo("query: ");
        assertThat(written.manifest().indexCompat()).isEqualTo("multilingual-e5-large");
        assertThat(ModelFolder.verify(folder).digest()).isEqualTo(written.digest());
    }

    @Test
    void refusesAnEntryForAnotherTask() {
        Path folder = Fixtures.copy("xlmr-embedder", temp);

        refuses(
                order(folder, ModelCard.find("bge-reranker-v2-m3"), Optional.empty()),
                "it is a model for embedding, bge-reranker-v2-m3 is one for rerank");
    }

    @Test
    void asksForThePoolingWhereNothingSaysIt() throws IOException {
        Path folder = Fixtures.copy("xlmr-embedder", temp);
        Files.delete(folder.resolve("1_Pooling/config.json"));

        refuses(order(folder, Optional.empty(), Optional.empty()), "decide with --pooling");
        new Adoption(order(folder, Optional.empty(), Optional.of(Pooling.MEAN))).run();
        assertThat(ModelFolder.verify(folder).manifest().pooling()).isEqualTo(Pooling.MEAN);
    }

    @Test
    void refusesWeightsThatWouldNotBeUsed() throws IOException {
        Path folder = Fixtures.copy("bert-embedder", temp);
        Files.write(folder.resolve("pytorch_model.bin"), new byte[] {1});

        refuses(order(folder, Optional.empty(), Optional.empty()), "pytorch_model.bin");
    }

    @Test
    void refusesAFolderWithoutAGraphAndAGraphThatIsNone() throws IOException {
        Path folder = Fixtures.copy("xlmr-reranker", temp);
        Files.writeString(folder.resolve("model.onnx"), "not a graph");
        refuses(order(folder, Optional.empty(), Optional.empty()), "cannot be loaded");

        Files.delete(folder.resolve("model.onnx"));
        refuses(order(folder, Optional.empty(), Optional.empty()), "it has 0 ONNX files");
    }

    @Test
    void everyEntryOfTheCatalogueIsWhole() {
        assertThat(ModelCard.all())
                .hasSizeGreaterThanOrEqualTo(11)
                .allSatisfy(
                        card -> {
                            assertThat(card.licence().name()).isNotBlank();
                            assertThat(card.repo()).contains("/");
                            assertThat(card.indexCompat() == null)
                                    .isEqualTo(card.task() == Task.RERANK);
                        });
    }

    private Path adopt(String fixture) throws IOException {
        Path folder = Fixtures.copy(fixture, temp);
        new Adoption(order(folder, Optional.empty(), Optional.empty())).run();
        return folder;
    }

    private static Adoption.Order order(
            Path folder, Optional<ModelCard> card, Optional<Pooling> pooling) {
        return new Adoption.Order(
                folder, card, Optional.empty(), pooling, Optional.empty(), Optional.empty());
    }

    private static void refuses(Adoption.Order order, String message) {
        assertThatThrownBy(() -> new Adoption(order).run())
                .isInstanceOf(BadCheckpoint.class)
                .hasMessageContaining(message);
        assertThat(order.folder().resolve("model.json")).doesNotExist();
    }
}
