package io.fumikura.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A graph in the making: nodes in the order they are added. A method that adds one returns the name
 * of the value it makes, to be an input of the next.
 */
public final class GraphBuilder {
    /** With RMSNormalization, RotaryEmbedding and Attention with key lengths. */
    public static final int OPSET = 24;

    private static final int IR_VERSION = 11;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Set<String> names = new HashSet<>();

    public GraphBuilder(String name) {
        graph.setName(name);
    }

    /** An attribute of a node. */
    public record Attribute(AttributeProto proto) {
        public static Attribute of(String name, long value) {
            return new Attribute(
                    AttributeProto.newBuilder()
                            .setName(name)
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(value)
                            .build());
        }

        public static Attribute of(String name, float value) {
            return new Attribute(
                    AttributeProto.newBuilder()
                            .setName(name)
                            .setType(AttributeProto.AttributeType.FLOAT)
                            .setF(value)
                            .build());
        }
    }

    /** Adds a node with one output, which is also the node's name; "" is an input left out. */
    public String node(
            String operator, String output, List<String> inputs, Attribute... attributes) {
        nodes(operator, List.of(output), inputs, attributes);
        return output;
    }

    /** Adds a node with several outputs. */
    public void nodes(
            String operator, List<String> outputs, List<String> inputs, Attribute... attributes) {
        NodeProto.Builder node =
                NodeProto.newBuilder()
                        .setOpType(operator)
                        .setName(outputs.get(0))
                        .addAllInput(inputs)
                        .addAllOutput(outputs);
        for (Attribute attribute : attributes) {
            node.addAttribute(attribute.proto());
        }
        outputs.forEach(this::claim);
        graph.addNode(node);
    }

    public String cast(String output, String input, int dataType) {
        return node("Cast", output, List.of(input), Attribute.of("to", dataType));
    }

    /** Whole numbers as a list. */
    public String list(String name, long... values) {
        claim(name);
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(DataType.INT64.getNumber())
                        .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** A single whole number, without dimensions. */
    public String scalar(String name, long value) {
        claim(name);
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(DataType.INT64.getNumber())
                        .addInt64Data(value));
        return name;
    }

    public String scalar(String name, float value) {
        claim(name);
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(DataType.FLOAT.getNumber())
                        .addFloatData(value));
        return name;
    }

    public String initializer(TensorProto tensor) {
        claim(tensor.getName());
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /**
     * @param shape a name for a dimension that varies, a {@link Number} for one that does not
     */
    public String input(String name, int dataType, Object... shape) {
        claim(name);
        graph.addInput(value(name, dataType, shape));
        return name;
    }

    /** Makes a value an output of the graph. */
    public void output(String name, int dataType, Object... shape) {
        graph.addOutput(value(name, dataType, shape));
    }

    private static ValueInfoProto value(String name, int dataType, Object... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (Object dimension : shape) {
            TensorShapeProto.Dimension.Builder builder = dimensions.addDimBuilder();
            if (dimension instanceof Number number) {
                builder.setDimValue(number.longValue());
            } else {
                builder.setDimParam(dimension.toString());
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(dataType)
                                                .setShape(dimensions)))
                .build();
    }

    private void claim(String name) {
        if (!names.add(name)) {
            throw new IllegalStateException("there are two values named " + name);
        }
    }

    public ModelProto build() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("fumikura")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build();
    }
}
