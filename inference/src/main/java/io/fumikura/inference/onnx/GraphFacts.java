package io.fumikura.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a graph takes and gives, for whoever writes its manifest.
 *
 * @param inputs dtype by name
 * @param outputs by name, in the order of the graph
 */
public record GraphFacts(SortedMap<String, String> inputs, Map<String, Output> outputs) {
    /**
     * @param dimensions 2 for a row an input, 3 for a row a token
     * @param width numbers of a row; -1 where the graph leaves it open
     */
    public record Output(String dtype, int dimensions, long width) {}

    /**
     * @throws IllegalArgumentException ONNX Runtime cannot load the graph
     */
    public static GraphFacts of(Path graph) {
        try (SessionOptions options = new SessionOptions();
                OrtSession session =
                        OrtEnvironment.getEnvironment("fumikura")
                                .createSession(graph.toString(), options)) {
            Map<String, Output> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
                if (output.getValue().getInfo() instanceof TensorInfo tensor) {
                    long[] shape = tensor.getShape();
                    outputs.put(
                            output.getKey(),
                            new Output(
                                    type(output.getValue()),
                                    shape.length,
                                    shape.length == 0 ? 0 : shape[shape.length - 1]));
                }
            }
            return new GraphFacts(types(session.getInputInfo()), outputs);
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    graph + " cannot be loaded (" + e.getMessage() + ")", e);
        }
    }

    static SortedMap<String, String> types(Map<String, NodeInfo> nodes) {
        SortedMap<String, String> types = new TreeMap<>();
        nodes.forEach((name, node) -> types.put(name, type(node)));
        return types;
    }

    static String type(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            return "no tensor";
        }
        return typeName(tensor.type);
    }

    private static String typeName(@Nullable OnnxJavaType type) {
        if (type == null) {
            return "unknown";
        }
        return switch (type) {
            case FLOAT -> "float32";
            case FLOAT16 -> "float16";
            case BFLOAT16 -> "bfloat16";
            case DOUBLE -> "float64";
            case INT8 -> "int8";
            case INT16 -> "int16";
            case INT32 -> "int32";
            case INT64 -> "int64";
            case BOOL -> "bool";
            case STRING -> "string";
            case UINT8 -> "uint8";
            case UNKNOWN -> "unknown";
        };
    }
}
