package io.fumikura.models.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.fumikura.models.checkpoint.LlamaConfig;
import io.fumikura.models.checkpoint.LlamaConfig.Kind;
import io.fumikura.models.checkpoint.Tensor;
import io.fumikura.models.onnx.GraphBuilder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What the model gives for a few inputs, computed in float32 whatever the export's precision. It
 * runs beside the export, one layer at a time with the weights just read, so that it never needs
 * more memory than one layer; a graph of one layer takes its weights as inputs.
 */
final class Reference implements AutoCloseable {
    private final LlamaConfig config;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment("fumikura");
    private final List<long[]> inputs;
    private final FloatBuffer[] hidden;
    private final OrtSession layer;
    private final RotaryTable rotary;

    /**
     * @param inputs token ids; each is computed alone
     */
    Reference(LlamaConfig config, RotaryTable rotary, LayerWeights weights, List<long[]> inputs) {
        this.config = config;
        this.rotary = rotary;
        this.inputs = inputs;
        this.hidden = new FloatBuffer[inputs.size()];
        this.layer = session(layerGraph(weights));
    }

    private GraphBuilder layerGraph(LayerWeights weights) {
        GraphBuilder graph = new GraphBuilder("layer");
        int width = config.headDim() / 2;
        LlamaGraph llama = new LlamaGraph(graph, config);
        String in = graph.input("hidden", LlamaGraph.FLOAT32, "batch", "seq", config.hidden());
        LlamaGraph.Shared shared =
                new LlamaGraph.Shared(
                        graph.input("positions", LlamaGraph.INT64, "batch", "seq"),
                        graph.input("lengths", LlamaGraph.INT64, "batch"),
                        graph.input("cosines", LlamaGraph.FLOAT32, "table", width),
                        graph.input("sines", LlamaGraph.FLOAT32, "table", width));
        for (LayerWeights.Weight weight : weights.all()) {
            graph.input(weight.name(), LlamaGraph.FLOAT32, weight.dimensions().toArray());
        }
        String out = llama.layer("out.", in, shared, weight -> weight);
        graph.output(out, LlamaGraph.FLOAT32, "batch", "seq", config.hidden());
        return graph;
    }

    private OrtSession session(GraphBuilder graph) {
        try (SessionOptions options = new SessionOptions()) {
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return environment.createSession(graph.build().toByteArray(), options);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** Looks the tokens up. */
    void start(Tensor embeddings) {
        for (int i = 0; i < hidden.length; i++) {
            long[] ids = inputs.get(i);
            FloatBuffer rows = Tensor.buffer(ids.length * config.hidden());
            for (int token = 0; token < ids.length; token++) {
                rows.limit((token + 1) * config.hidden());
                embeddings.read(ids[token] * config.hidden(), rows);
            }
            hidden[i] = rows.flip();
        }
    }

    /** Runs the next layer. */
    void layer(LayerWeights weights) {
        Map<String, OnnxTensor> shared = new HashMap<>();
        try {
            for (LayerWeights.Weight weight : weights.all()) {
                shared.put(weight.name(), tensor(weight.values().duplicate(), weight.shape()));
            }
            long[] table = {rotary.positions(), rotary.width()};
            shared.put("cosines", tensor(rotary.cosines().duplicate(), table));
            shared.put("sines", tensor(rotary.sines().duplicate(), table));
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = run(layer, shared, i, List.of("positions", "lengths"));
            }
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            shared.values().forEach(OnnxTensor::close);
        }
    }

    /**
     * The end of the model.
     *
     * @param score of the reranker; for the embedder an empty buffer
     * @return a row for each input
     */
    List<float[]> finish(FloatBuffer norm, FloatBuffer score) {
        GraphBuilder graph = new GraphBuilder("end");
        LlamaGraph llama = new LlamaGraph(graph, config);
        graph.input("hidden", LlamaGraph.FLOAT32, "batch", "seq", config.hidden());
        graph.input("lengths", LlamaGraph.INT64, "batch");
        graph.input("norm", LlamaGraph.FLOAT32, config.hidden());
        Map<String, OnnxTensor> shared = new HashMap<>();
        try {
            shared.put("norm", tensor(norm.duplicate(), config.hidden()));
            List<String> perInput = new ArrayList<>(List.of("lengths"));
            if (config.kind() == Kind.RERANKER) {
                graph.input("mask", LlamaGraph.INT64, "batch", "seq");
                graph.input("score", LlamaGraph.FLOAT32, config.hidden(), 1);
                shared.put("score", tensor(score.duplicate(), config.hidden(), 1));
                perInput.add("mask");
                llama.score("hidden", "lengths", "mask", "norm", "score");
            } else {
                llama.embedding("hidden", "lengths", "norm");
            }
            List<float[]> rows = new ArrayList<>();
            try (OrtSession end = session(graph)) {
                for (int i = 0; i < hidden.length; i++) {
                    FloatBuffer row = run(end, shared, i, perInput);
                    float[] values = new float[row.remaining()];
                    row.get(values);
                    rows.add(values);
                }
            }
            return rows;
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            shared.values().forEach(OnnxTensor::close);
        }
    }

    private FloatBuffer run(
            OrtSession session, Map<String, OnnxTensor> shared, int input, List<String> perInput)
            throws OrtException {
        int length = inputs.get(input).length;
        Map<String, OnnxTensor> all = new HashMap<>(shared);
        Map<String, OnnxTensor> own = new HashMap<>();
        try {
            own.put("hidden", tensor(hidden[input], 1, length, config.hidden()));
            for (String name : perInput) {
                own.put(name, whole(name, length));
            }
            all.putAll(own);
            try (OrtSession.Result result = session.run(all)) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                FloatBuffer copy = Tensor.buffer(values.remaining());
                return copy.put(values).flip();
            }
        } finally {
            own.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor whole(String name, int length) throws OrtException {
        return switch (name) {
            case "lengths" -> tensor(new long[] {length}, 1);
            case "positions" -> tensor(LongStream.range(0, length).toArray(), 1, length);
            case "mask" -> tensor(LongStream.generate(() -> 1).limit(length).toArray(), 1, length);
            default -> throw new IllegalArgumentException("there is no input " + name);
        };
    }

    private OnnxTensor tensor(long[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, values, shape);
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("the reference cannot be computed: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            layer.close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }
}
