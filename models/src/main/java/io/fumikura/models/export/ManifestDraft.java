package io.fumikura.models.export;

import io.fumikura.inference.model.Golden;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.BatchLimits;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Normalise;
import io.fumikura.inference.model.ModelManifest.PairMode;
import io.fumikura.inference.model.ModelManifest.Pooling;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelManifest.RuntimeFacts;
import io.fumikura.inference.model.ModelManifest.RuntimeFacts.PaddingSide;
import io.fumikura.inference.model.ModelManifest.Score;
import io.fumikura.inference.model.ModelManifest.Source;
import io.fumikura.inference.model.ModelManifest.Tokenizer;
import io.fumikura.inference.model.ModelManifest.Truncation;
import io.fumikura.inference.model.Task;
import io.fumikura.inference.text.Encoded;
import io.fumikura.inference.text.TextEncoder;
import io.fumikura.models.catalogue.ModelCard;
import io.fumikura.models.checkpoint.LlamaConfig;
import io.fumikura.models.checkpoint.LlamaConfig.Kind;
import io.fumikura.models.checkpoint.TokenizerFile;
import io.fumikura.models.onnx.GraphBuilder;
import io.fumikura.models.onnx.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The manifest of an exported model. */
final class ManifestDraft {
    /** Raised when the same checkpoint would give other bytes than before. */
    private static final String EXPORTER_VERSION = "1";

    private static final int BATCH_TOKENS = 16_384;
    private static final int BATCH_ROWS = 64;
    private static final int QUERY_TOKENS_OF_A_PAIR = 128;
    private static final int PAD_TO = 8;

    private final LlamaConfig config;
    private final TokenizerFile tokenizer;
    private final Precision precision;
    private final int maxTokens;
    private final Export.Origin origin;

    ManifestDraft(
            LlamaConfig config,
            TokenizerFile tokenizer,
            Precision precision,
            int maxTokens,
            Export.Origin origin) {
        this.config = config;
        this.tokenizer = tokenizer;
        this.precision = precision;
        this.maxTokens = maxTokens;
        this.origin = origin;
    }

    private boolean reranker() {
        return config.kind() == Kind.RERANKER;
    }

    /** Tokens of the longest row a batch can have: the longest input, padded. */
    int longestRow() {
        return (maxTokens + PAD_TO - 1) / PAD_TO * PAD_TO;
    }

    /** Inputs with their ids; those that are cut at the model's longest input are left out. */
    List<Golden> goldenInputs(TextEncoder encoder) {
        List<Golden> inputs = new ArrayList<>();
        for (Golden text : GoldenTexts.of(reranker())) {
            Encoded encoded = encoder.encode(text);
            if (!encoded.truncated() && encoded.tokens() > 0) {
                inputs.add(
                        new Golden(
                                text.text(),
                                text.query(),
                                text.passage(),
                                Arrays.stream(encoded.ids()).boxed().toList(),
                                null,
                                null,
                                null,
                                null));
            }
        }
        return inputs;
    }

    ModelManifest finish(List<ModelFile> files, List<Golden> inputs, List<float[]> outputs) {
        ModelCard card = origin.card().orElseGet(() -> unknown(files));
        String output = reranker() ? LlamaGraph.SCORE_OUTPUT : LlamaGraph.EMBEDDING_OUTPUT;
        List<Golden> golden = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            golden.add(golden(inputs.get(i), outputs.get(i)));
        }
        return new ModelManifest(
                ModelManifest.SCHEMA,
                card.id(),
                reranker() ? Task.RERANK : Task.EMBEDDING,
                "1",
                card.licence(),
                new Source(
                        origin.repo().orElse(card.repo()),
                        origin.revision().orElse("not stated"),
                        "models export",
                        EXPORTER_VERSION,
                        precision.wireName()),
                files,
                new RuntimeFacts(
                        GraphBuilder.OPSET,
                        "1.26.0",
                        List.of("cuda", "cpu"),
                        precision.wireName(),
                        Map.of("input_ids", "int64", "attention_mask", "int64"),
                        new RuntimeFacts.Output(output, "float32"),
                        PaddingSide.RIGHT,
                        PAD_TO),
                new Tokenizer(
                        Export.TOKENIZER,
                        tokenizer.kind(),
                        config.padId(),
                        config.bosId(),
                        config.eosId(),
                        true,
                        tokenizer.specials().wireName()),
                maxTokens,
                Math.min(card.defaultMaxTokens(), maxTokens),
                new Truncation("right", reranker() ? QUERY_TOKENS_OF_A_PAIR : null),
                Objects.requireNonNullElse(card.queryPrefix(), ""),
                Objects.requireNonNullElse(card.passagePrefix(), ""),
                reranker() ? PairMode.TEMPLATE : null,
                reranker() ? ModelCard.NVIDIA_PAIR : null,
                Pooling.IN_GRAPH,
                reranker() ? null : Normalise.IN_GRAPH,
                reranker() ? null : config.hidden(),
                reranker() ? null : "cosine",
                reranker() ? new Score("logit", config.temperature(), true, "none", null) : null,
                new BatchLimits(BATCH_TOKENS, BATCH_ROWS),
                golden,
                reranker() ? null : card.indexCompat());
    }

    /** Two models nobody named must not share an index: the weights' sum tells them apart. */
    private ModelCard unknown(List<ModelFile> files) {
        @Nullable String weights =
                files.stream()
                        .filter(file -> file.role() == Role.WEIGHTS)
                        .map(file -> file.sha256().substring(0, 12))
                        .findFirst()
                        .orElse("unknown");
        return reranker()
                ? ModelCard.unknown(
                        "llama-reranker",
                        Task.RERANK,
                        PairMode.TEMPLATE,
                        ModelCard.NVIDIA_PAIR,
                        null)
                : ModelCard.unknown(
                        "llama-embedder", Task.EMBEDDING, null, null, "llama-embedder-" + weights);
    }

    private Golden golden(Golden input, float[] output) {
        return reranker()
                ? Golden.score(
                        Objects.requireNonNull(input.query()),
                        Objects.requireNonNull(input.passage()),
                        input.tokenIds(),
                        output[0],
                        logitTolerance(output[0]))
                : Golden.embedding(
                        Objects.requireNonNull(input.text()),
                        input.tokenIds(),
                        output,
                        minCosine());
    }

    /** What rounding weights and activations may cost against float32. */
    private double minCosine() {
        return switch (precision) {
            case FP32 -> 0.99999;
            case FP16 -> 0.999;
            case BF16 -> 0.99;
        };
    }

    /** The same for a logit: a fixed part for small ones, and a share. */
    private double logitTolerance(float logit) {
        double size = Math.max(1, Math.abs(logit));
        return switch (precision) {
            case FP32 -> 1e-4 * size;
            case FP16 -> 1e-2 * size;
            case BF16 -> 1e-1 * size;
        };
    }
}
