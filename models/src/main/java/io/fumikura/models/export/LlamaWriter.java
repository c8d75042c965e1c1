package io.fumikura.models.export;

import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.models.checkpoint.BadCheckpoint;
import io.fumikura.models.checkpoint.Checkpoint;
import io.fumikura.models.checkpoint.LlamaConfig;
import io.fumikura.models.checkpoint.LlamaConfig.Kind;
import io.fumikura.models.checkpoint.Tensor;
import io.fumikura.models.onnx.GraphBuilder;
import io.fumikura.models.onnx.Precision;
import io.fumikura.models.onnx.WeightsFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Writes graph and weights in one pass over the checkpoint, a layer at a time; the reference
 * outputs are computed on the way. Needs the memory of one layer in float32, about 250 MB for the
 * models of one billion parameters.
 */
final class LlamaWriter {
    private static final int ROWS_AT_A_TIME = 4096;

    private final LlamaConfig config;
    private final Precision precision;
    private final Consumer<String> progress;
    private final GraphBuilder graph;
    private final LlamaGraph llama;
    private final RotaryTable rotary;

    LlamaWriter(LlamaConfig config, Precision precision, int positions, Consumer<String> progress) {
        this.config = config;
        this.precision = precision;
        this.progress = progress;
        this.graph = new GraphBuilder("llama");
        this.llama = new LlamaGraph(graph, config);
        this.rotary = RotaryTable.of(config, positions);
    }

    /**
     * What was written.
     *
     * @param weights the entry of the weights in the manifest
     * @param outputs of the inputs, computed in float32
     */
    record Written(ModelFile weights, List<float[]> outputs) {}

    /**
     * @param inputs token ids whose outputs are wanted; none longer than {@code positions}
     */
    Written write(Checkpoint checkpoint, Path folder, List<long[]> inputs) throws IOException {
        String prefix = checkpoint.names().contains("model.embed_tokens.weight") ? "model." : "";
        requireNoOthers(checkpoint, prefix);
        LayerWeights layerWeights = new LayerWeights(config);
        Reference reference = new Reference(config, rotary, inputs);
        try (WeightsFile file = WeightsFile.create(folder.resolve(Export.WEIGHTS))) {
            Tensor embeddings =
                    checkpoint.tensor(
                            prefix + "embed_tokens.weight", config.vocabulary(), config.hidden());
            progress.accept("embeddings");
            reference.start(embeddings);
            String hidden = llama.tokens(embeddings(file, embeddings));
            String lengths = llama.lengths();
            LlamaGraph.Shared shared =
                    new LlamaGraph.Shared(
                            llama.positions(),
                            lengths,
                            table(file, "rotary_cosines", rotary.cosines()),
                            table(file, "rotary_sines", rotary.sines()));
            for (int layer = 0; layer < config.layers(); layer++) {
                progress.accept("layer %d of %d".formatted(layer + 1, config.layers()));
                layerWeights.fill(checkpoint, "%slayers.%d.".formatted(prefix, layer));
                reference.layer(layerWeights);
                hidden = layer(file, layerWeights, layer, hidden, shared);
            }
            List<float[]> outputs = end(checkpoint, prefix, file, reference, hidden, lengths);
            Files.write(folder.resolve(Export.GRAPH), graph.build().toByteArray());
            return new Written(
                    new ModelFile(Export.WEIGHTS, Role.WEIGHTS, file.size(), file.sum()), outputs);
        }
    }

    private String embeddings(WeightsFile file, Tensor embeddings) throws IOException {
        int hidden = config.hidden();
        FloatBuffer rows = Tensor.buffer(ROWS_AT_A_TIME * hidden);
        Iterable<FloatBuffer> parts =
                () ->
                        new Iterator<>() {
                            private int next = 0;

                            @Override
                            public boolean hasNext() {
                                return next < config.vocabulary();
                            }

                            @Override
                            public FloatBuffer next() {
                                int count = Math.min(ROWS_AT_A_TIME, config.vocabulary() - next);
                                rows.clear().limit(count * hidden);
                                embeddings.read((long) next * hidden, rows);
                                next += count;
                                return rows.flip();
                            }
                        };
        return graph.initializer(
                file.add("embed_tokens", precision, parts, config.vocabulary(), hidden));
    }

    private String table(WeightsFile file, String name, FloatBuffer values) throws IOException {
        return graph.initializer(
                file.add(name, precision, List.of(values), rotary.positions(), rotary.width()));
    }

    private String layer(
            WeightsFile file,
            LayerWeights weights,
            int layer,
            String hidden,
            LlamaGraph.Shared shared)
            throws IOException {
        String prefix = "layers.%d.".formatted(layer);
        for (LayerWeights.Weight weight : weights.all()) {
            graph.initializer(
                    file.add(
                            prefix + weight.name(),
                            precision,
                            List.of(weight.values()),
                            weight.shape()));
        }
        return llama.layer(prefix, hidden, shared, name -> prefix + name);
    }

    private List<float[]> end(
            Checkpoint checkpoint,
            String prefix,
            WeightsFile file,
            Reference reference,
            String hidden,
            String lengths)
            throws IOException {
        FloatBuffer norm = checkpoint.tensor(prefix + "norm.weight", config.hidden()).all();
        String normWeight = single(file, "norm", norm, config.hidden());
        if (config.kind() == Kind.EMBEDDER) {
            llama.embedding(hidden, lengths, normWeight);
            return reference.finish(norm, Tensor.buffer(0));
        }
        FloatBuffer score = checkpoint.tensor("score.weight", 1, config.hidden()).all();
        // [1, hidden] and [hidden, 1] hold the same numbers in the same order.
        String scoreWeight = single(file, "score", score, config.hidden(), 1);
        llama.score(hidden, lengths, "attention_mask", normWeight, scoreWeight);
        return reference.finish(norm, score);
    }

    /** The end of the model is float32 at every precision. */
    private String single(WeightsFile file, String name, FloatBuffer values, long... shape)
            throws IOException {
        return graph.initializer(file.add(name, Precision.FP32, List.of(values), shape));
    }

    /** A weight that nobody reads would be a part of the model that is not understood. */
    private void requireNoOthers(Checkpoint checkpoint, String prefix) {
        Set<String> others = new TreeSet<>(checkpoint.names());
        others.removeIf(
                name ->
                        name.startsWith(prefix + "layers.")
                                || name.equals(prefix + "embed_tokens.weight")
                                || name.equals(prefix + "norm.weight")
                                || name.equals("lm_head.weight")
                                || (config.kind() == Kind.RERANKER && name.equals("score.weight")));
        long perLayer =
                checkpoint.names().stream()
                        .filter(name -> name.startsWith(prefix + "layers."))
                        .filter(name -> !name.endsWith("rotary_emb.inv_freq"))
                        .count();
        if (!others.isEmpty() || perLayer != 9L * config.layers()) {
            throw new BadCheckpoint(
                    Path.of("model.safetensors"),
                    "it holds other weights than config.json says: %d of the layers (%d are known), and %s"
                            .formatted(perLayer, 9L * config.layers(), others));
        }
    }
}
