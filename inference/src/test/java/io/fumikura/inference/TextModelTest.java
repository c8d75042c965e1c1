package io.fumikura.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.inference.batch.BatchListener;
import io.fumikura.inference.batch.Lane;
import io.fumikura.inference.batch.ShuttingDown;
import io.fumikura.inference.model.Device;
import io.fumikura.inference.model.Golden;
import io.fumikura.inference.model.ModelCopies;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.onnx.OnnxOptions;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.inference.text.TextKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextModelTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final List<String> TEXTS =
            List.of(
                    "東京は日本の首都です。",
                    "猫",
                    "How do I start a container with Docker?",
                    "江戸時代には江戸と呼ばれた。".repeat(10));

    private static TextModel embedding;
    private static TextModel reranker;

    @TempDir Path temp;

    @BeforeAll
    static void load() {
        embedding = load(ModelCopies.miniature("mini-embedding"), Task.EMBEDDING);
        reranker = load(ModelCopies.miniature("mini-reranker"), Task.RERANK);
    }

    @AfterAll
    static void close() {
        embedding.close();
        reranker.close();
    }

    @Test
    void givesTheRecordedVectorsAndLogits() throws Exception {
        for (TextModel model : List.of(embedding, reranker)) {
            List<Golden> golden =
                    model.folder().manifest().golden().stream()
                            .filter(g -> g.tokenIds().size() <= model.maxTokens())
                            .toList();
            List<float[]> rows = run(model, e -> golden.stream().map(e::encode).toList()).rows();

            assertThat(golden).isNotEmpty();
            for (int i = 0; i < golden.size(); i++) {
                assertThat(golden.get(i).difference(rows.get(i))).isEmpty();
            }
        }
    }

    @Test
    void aTextAloneAndInABatchWithLongerOnesHasOneVectorAndTheOrderIsKept() throws Exception {
        List<float[]> together = embed(TEXTS).rows();

        for (int i = 0; i < TEXTS.size(); i++) {
            float[] alone = embed(List.of(TEXTS.get(i))).rows().get(0);
            assertThat(together.get(i)).containsExactly(alone, within(1e-5f));
        }
    }

    @Test
    void vectorsHaveTheDimensionOfTheManifestAndLengthOne() throws Exception {
        for (float[] vector : embed(TEXTS).rows()) {
            double square = 0;
            for (float value : vector) {
                square += value * value;
            }
            assertThat(vector).hasSize(256);
            assertThat(square).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void manyCallersAtOnceGetWhatTheyWouldGetAlone() throws Exception {
        List<CompletableFuture<TextResult>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String text = TEXTS.get(i % TEXTS.size());
            calls.add(
                    embedding.run(
                            i % 2 == 0 ? Lane.INTERACTIVE : Lane.BULK, texts(List.of(text)), LONG));
        }
        List<float[]> alone = embed(TEXTS).rows();

        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i).get().rows().get(0))
                    .containsExactly(alone.get(i % TEXTS.size()), within(1e-5f));
        }
    }

    @Test
    void saysWhatWasCutAndWhatItCost() throws Exception {
        TextResult.Cost cost = embed(List.of("東京", "江戸。".repeat(1000))).cost();

        assertThat(cost.truncated()).isEqualTo(1);
        assertThat(cost.tokens()).isBetween(513, 520);
        assertThat(cost.inference()).isPositive();
    }

    @Test
    void aPassageThatAnswersScoresAboveOneThatDoesNot() throws Exception {
        List<float[]> logits =
                run(
                                reranker,
                                e ->
                                        List.of(
                                                e.encodePair("日本の首都は？", "猫は夜に活動する。"),
                                                e.encodePair("日本の首都は？", "東京は日本の首都です。")))
                        .rows();

        assertThat(logits.get(1)[0]).isGreaterThan(logits.get(0)[0]);
    }

    @Test
    void whatTheEncodingThrowsFailsTheCall() {
        assertThatThrownBy(
                        () ->
                                run(
                                        embedding,
                                        e -> {
                                            throw new IllegalStateException("too long");
                                        }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("too long");
    }

    @Test
    void aCallThatWaitsForTheTokeniserIsToldWhenItsTimeIsUpAndIsNotTokenised() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        AtomicBoolean tokenised = new AtomicBoolean();
        List<CompletableFuture<Boolean>> holders = new ArrayList<>();
        for (int i = 0; i < embedding.encoderThreads(); i++) {
            holders.add(embedding.tokenize(e -> waitFor(held)));
        }
        try {
            CompletableFuture<TextResult> late =
                    embedding.run(
                            Lane.INTERACTIVE,
                            e -> {
                                tokenised.set(true);
                                return texts(List.of("遅い")).apply(e);
                            },
                            Duration.ofMillis(50));

            assertThatThrownBy(() -> late.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TimeoutException.class);
        } finally {
            held.countDown();
        }
        for (CompletableFuture<Boolean> holder : holders) {
            assertThat(holder.get()).isTrue();
        }
        embed(TEXTS);
        assertThat(tokenised).isFalse();
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesAModelForAnotherTask() {
        assertThatThrownBy(() -> load(ModelCopies.miniature("mini-reranker"), Task.EMBEDDING))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("is a model for rerank");
    }

    @Test
    void refusesAModelThatGivesOtherValuesThanRecorded() {
        Path folder = ModelCopies.copy("mini-reranker", temp);
        ModelCopies.editManifest(
                folder,
                manifest ->
                        manifest.withArray("golden")
                                .forEach(golden -> ((ObjectNode) golden).put("logit", 1234.5)));

        assertThatThrownBy(() -> load(folder, Task.RERANK))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("gives")
                .hasMessageContaining("recorded is 1234.5");
    }

    @Test
    void refusesAModelThatIsNotTheApprovedOne() {
        TextModelOptions options =
                TextModelOptions.defaults(Device.CPU).withDigest("0a".repeat(32));

        assertThatThrownBy(
                        () ->
                                TextModel.load(
                                        ModelCopies.miniature("mini-embedding"),
                                        Task.EMBEDDING,
                                        options,
                                        BatchListener.none()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("the configuration asks for 0a0a");
    }

    @Test
    void theDeepCheckComputesEveryGoldenInputLongOnesToo() {
        for (String model : List.of("mini-embedding", "mini-reranker")) {
            ModelFolder folder = ModelFolder.verify(ModelCopies.miniature(model));

            assertThat(TextModel.checkGolden(folder, OnnxOptions.on(Device.CPU)))
                    .isEqualTo(folder.manifest().golden().size());
        }
    }

    @Test
    void refusesAGraphThatIsNotWhatTheManifestSays() {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        ModelCopies.editManifest(folder, manifest -> manifest.put("dimension", 128));

        assertThatThrownBy(() -> load(folder, Task.EMBEDDING))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("rows of 256 numbers")
                .hasMessageContaining("rows of 128");
    }

    @Test
    void saysWhichDeviceItTookAndWhy() {
        assertThat(embedding.device().device()).isEqualTo(Device.CPU);
        assertThat(embedding.device().reason()).isEqualTo("it was asked for");
    }

    @Test
    void aClosedModelRefusesCalls() {
        TextModel model = load(ModelCopies.miniature("mini-embedding"), Task.EMBEDDING);
        model.close();

        assertThatThrownBy(() -> run(model, texts(List.of("東京"))))
                .rootCause()
                .isInstanceOf(ShuttingDown.class);
    }

    private static TextModel load(Path path, Task task) {
        return TextModel.load(
                path, task, TextModelOptions.defaults(Device.CPU), BatchListener.none());
    }

    private static TextResult embed(List<String> texts) throws Exception {
        return run(embedding, texts(texts));
    }

    private static Function<TextEncoder, List<Encoded>> texts(List<String> texts) {
        return encoder ->
                texts.stream().map(text -> encoder.encode(text, TextKind.PASSAGE)).toList();
    }

    private static TextResult run(TextModel model, Function<TextEncoder, List<Encoded>> encode)
            throws Exception {
        return model.run(Lane.INTERACTIVE, encode, LONG).get();
    }
}
