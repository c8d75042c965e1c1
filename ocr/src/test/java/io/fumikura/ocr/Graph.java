package io.fumikura.ocr;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small graphs for tests, made where they are used, so that what they compute can be seen. */
public final class Graph {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private int next;

    /** An axis that the graph leaves open. */
    public static final long OPEN = -1;

    public Graph input(String name, boolean floats, long... shape) {
        graph.addInput(value(name, floats, shape));
        return this;
    }

    public Graph output(String name, boolean floats, long... shape) {
        graph.addOutput(value(name, floats, shape));
        return this;
    }

    public String floats(float[] values, long... shape) {
        String name = "c" + next++;
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
        for (long side : shape) {
            tensor.addDims(side);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    public String longs(long[] values, long... shape) {
        String name = "c" + next++;
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber());
        for (long side : shape) {
            tensor.addDims(side);
        }
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** Numbers that look random and are the same each time. */
    public static float[] random(long seed, double scale, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * scale);
        }
        return values;
    }

    /** A node with one output of any name; attributes are whole numbers or lists of them. */
    public String node(String operator, List<String> inputs, Map<String, Object> attributes) {
        String name = "n" + next++;
        named(operator, inputs, attributes, name);
        return name;
    }

    public String node(String operator, String... inputs) {
        return node(operator, List.of(inputs), Map.of());
    }

    public void named(
            String operator, List<String> inputs, Map<String, Object> attributes, String output) {
        NodeProto.Builder node =
                NodeProto.newBuilder()
                        .setOpType(operator)
                        .setName("node_" + output)
                        .addAllInput(inputs)
                        .addOutput(output);
        attributes.forEach((key, value) -> node.addAttribute(attribute(key, value)));
        graph.addNode(node);
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Integer number) {
            return attribute.setType(AttributeProto.AttributeType.INT).setI(number).build();
        }
        attribute.setType(AttributeProto.AttributeType.INTS);
        for (Object number : (List<?>) value) {
            attribute.addInts(((Integer) number).longValue());
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, boolean floats, long... shape) {
        TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
        int open = 0;
        for (long side : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            if (side == OPEN) {
                dimension.setDimParam(name + "_" + open++);
            } else {
                dimension.setDimValue(side);
            }
            sides.addDim(dimension);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(
                                                        floats
                                                                ? DataType.FLOAT.getNumber()
                                                                : DataType.INT64.getNumber())
                                                .setShape(sides)))
                .build();
    }

    public void write(Path file, Map<String, String> metadata) throws IOException {
        ModelProto.Builder model =
                ModelProto.newBuilder()
                        .setIrVersion(8)
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                        .setGraph(graph);
        metadata.forEach(
                (key, value) ->
                        model.addMetadataProps(
                                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        Files.write(file, model.build().toByteArray());
    }

    public void write(Path file) throws IOException {
        write(file, Map.of());
    }
}
