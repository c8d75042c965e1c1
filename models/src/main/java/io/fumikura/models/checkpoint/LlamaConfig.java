package io.fumikura.models.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code config.json} of the two Llama models that can be exported. What would change the
 * computation and is not understood is refused.
 *
 * @param hidden width of the residual stream
 * @param intermediate width of the feed-forward part
 * @param headDim numbers of one attention head; even
 * @param maxPositions longest input the model was trained for, in tokens
 * @param scaling null: plain rotary positions
 * @param temperature the reranker's logit is divided by it; 1 for the embedder
 */
public record LlamaConfig(
        Kind kind,
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int vocabulary,
        int maxPositions,
        double epsilon,
        double ropeTheta,
        @Nullable RopeScaling scaling,
        double temperature,
        int padId,
        @Nullable Integer bosId,
        @Nullable Integer eosId) {

    /** What the model is: how it attends, and what becomes of the last hidden states. */
    public enum Kind {
        /** Causal, last token, L2-normalised: {@code LlamaModel} as a sentence embedder. */
        EMBEDDER,
        /** Bidirectional, mean of all tokens, one score: NVIDIA's reranker. */
        RERANKER
    }

    /**
     * Llama 3's rotary scaling: frequencies of waves longer than {@code originalPositions /
     * lowFactor} are divided by {@code factor}, those shorter than {@code originalPositions /
     * highFactor} stay, between them it is blended.
     */
    public record RopeScaling(
            double factor, double lowFactor, double highFactor, int originalPositions) {}

    /**
     * @throws BadCheckpoint the file is missing, or says something that cannot be exported
     */
    public static LlamaConfig read(Path folder) {
        JsonFile json = JsonFile.read(folder.resolve("config.json"));
        Kind kind = kind(json);
        json.require("hidden_act", "silu");
        json.require("attention_bias", "false");
        json.require("mlp_bias", "false");
        if (kind == Kind.RERANKER) {
            json.require("pooling", "avg");
        }
        int hidden = json.positive("hidden_size");
        int heads = json.positive("num_attention_heads");
        int kvHeads = json.positive("num_key_value_heads", heads);
        int headDim = json.positive("head_dim", hidden / heads);
        if (heads % kvHeads != 0 || headDim % 2 != 0) {
            throw new BadCheckpoint(
                    json.file(),
                    "%d heads with %d key-value heads of %d numbers do not fit together"
                            .formatted(heads, kvHeads, headDim));
        }
        Integer eos = id(json, "eos_token_id");
        Integer pad = id(json, "pad_token_id");
        return new LlamaConfig(
                kind,
                hidden,
                json.positive("intermediate_size"),
                json.positive("num_hidden_layers"),
                heads,
                kvHeads,
                headDim,
                json.positive("vocab_size"),
                json.positive("max_position_embeddings"),
                json.positiveReal("rms_norm_eps"),
                ropeTheta(json),
                scaling(json),
                kind == Kind.RERANKER ? json.positiveReal("temperature", 1) : 1,
                pad != null ? pad : eos != null ? eos : 0,
                id(json, "bos_token_id"),
                eos);
    }

    private static Kind kind(JsonFile json) {
        String architecture = json.get("architectures").path(0).asText("(none)");
        return switch (architecture) {
            case "LlamaModel" -> Kind.EMBEDDER;
            case "LlamaBidirectionalForSequenceClassification" -> Kind.RERANKER;
            default ->
                    throw new BadCheckpoint(
                            json.file(),
                            "the architecture is %s; LlamaModel and LlamaBidirectionalForSequenceClassification can be exported. A folder that has an ONNX file already is taken by `models adopt`"
                                    .formatted(architecture));
        };
    }

    private static @Nullable Integer id(JsonFile json, String field) {
        JsonNode value = json.get(field);
        JsonNode first = value.isArray() ? value.path(0) : value;
        return first.isInt() ? first.intValue() : null;
    }

    /** Transformers 4 writes rope_theta and rope_scaling, 5 writes both into rope_parameters. */
    private static double ropeTheta(JsonFile json) {
        JsonNode inside = json.get("rope_parameters").path("rope_theta");
        return inside.isNumber()
                ? json.positiveReal(inside, "rope_parameters.rope_theta")
                : json.positiveReal("rope_theta", 10_000);
    }

    private static @Nullable RopeScaling scaling(JsonFile json) {
        String field = json.has("rope_parameters") ? "rope_parameters" : "rope_scaling";
        JsonNode scaling = json.get(field);
        String type =
                scaling.path("rope_type")
                        .asText(scaling.path("type").asText("default"))
                        .toLowerCase(Locale.ROOT);
        return switch (type) {
            case "default" -> null;
            case "llama3" ->
                    new RopeScaling(
                            json.positiveReal(scaling.path("factor"), field + ".factor"),
                            json.positiveReal(
                                    scaling.path("low_freq_factor"), field + ".low_freq_factor"),
                            json.positiveReal(
                                    scaling.path("high_freq_factor"), field + ".high_freq_factor"),
                            (int)
                                    json.positiveReal(
                                            scaling.path("original_max_position_embeddings"),
                                            field + ".original_max_position_embeddings"));
            default ->
                    throw new BadCheckpoint(
                            json.file(),
                            "%s has the type %s; default and llama3 can be exported"
                                    .formatted(field, type));
        };
    }

    /** Numbers of all query heads together. */
    public int queryWidth() {
        return heads * headDim;
    }

    /** Numbers of all key heads together, and of all value heads. */
    public int keyWidth() {
        return kvHeads * headDim;
    }
}
