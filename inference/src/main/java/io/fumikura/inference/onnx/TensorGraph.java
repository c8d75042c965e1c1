package io.fumikura.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.fumikura.inference.batch.ModelFailure;
import io.fumikura.inference.model.DeviceChoice;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * One graph of a folder that has several: tensors in, tensors out, without any opinion on what they
 * mean. Safe for several threads; what a run takes and gives belongs to a {@link TensorScope}.
 */
public final class TensorGraph implements AutoCloseable {
    private final OnnxSession onnx;
    private final List<Port> inputs;
    private final List<Port> outputs;
    private final Map<String, String> metadata;
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private TensorGraph(OnnxSession onnx) throws OrtException {
        this.onnx = onnx;
        this.inputs = ports(onnx.session().getInputInfo());
        this.outputs = ports(onnx.session().getOutputInfo());
        this.metadata = Map.copyOf(onnx.session().getMetadata().getCustomMetadata());
    }

    /**
     * An input or an output.
     *
     * @param type as ONNX says it, {@code float32} for example
     * @param shape -1 where the graph leaves a side open
     */
    public record Port(String name, String type, List<Long> shape) {
        public Port {
            shape = List.copyOf(shape);
        }

        /** The side at an index, or -1 where it is open or there is none. */
        public long side(int index) {
            return index < shape.size() ? shape.get(index) : -1;
        }
    }

    /**
     * @param file relative to the folder
     * @throws ModelUnavailableException the folder does not list the file, or it cannot be loaded
     */
    public static TensorGraph load(ModelFolder folder, String file, OnnxOptions options) {
        Path graph = folder.path().resolve(file).normalize();
        if (folder.manifest().files().stream().noneMatch(f -> f.path().equals(file))) {
            throw new ModelUnavailableException(
                    "the profile names %s, the manifest does not list it".formatted(file),
                    folder.path(),
                    graph,
                    "Copy the model folder again from where it was approved.");
        }
        OnnxSession onnx = OnnxSession.open(folder, graph, options);
        try {
            return new TensorGraph(onnx);
        } catch (OrtException e) {
            throw new IllegalStateException("the graph cannot be described", e);
        }
    }

    private static List<Port> ports(Map<String, NodeInfo> nodes) {
        List<Port> ports = new ArrayList<>();
        for (Map.Entry<String, NodeInfo> node : nodes.entrySet()) {
            List<Long> shape = new ArrayList<>();
            if (node.getValue().getInfo() instanceof TensorInfo tensor) {
                for (long side : tensor.getShape()) {
                    shape.add(side);
                }
            }
            ports.add(new Port(node.getKey(), GraphFacts.type(node.getValue()), shape));
        }
        return List.copyOf(ports);
    }

    /** In the order of the graph. */
    public List<Port> inputs() {
        return inputs;
    }

    /** In the order of the graph. */
    public List<Port> outputs() {
        return outputs;
    }

    /** What its maker wrote into the file beside the graph. */
    public Map<String, String> metadata() {
        return metadata;
    }

    public DeviceChoice device() {
        return onnx.device();
    }

    /** Computes all outputs, in the order of the graph. */
    public List<NativeTensor> run(TensorScope scope, Map<String, NativeTensor> inputs) {
        List<String> names = outputs.stream().map(Port::name).toList();
        Map<String, NativeTensor> results = run(scope, inputs, names);
        List<NativeTensor> ordered = new ArrayList<>();
        for (String name : names) {
            NativeTensor tensor = results.get(name);
            if (tensor != null) {
                ordered.add(tensor);
            }
        }
        return ordered;
    }

    /**
     * Computes the named outputs.
     *
     * @throws ModelFailure the run failed
     */
    public Map<String, NativeTensor> run(
            TensorScope scope, Map<String, NativeTensor> inputs, List<String> wanted) {
        Map<String, OnnxTensor> values = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> values.put(name, tensor.onnx()));
        open.readLock().lock();
        try {
            OrtSession.Result result = onnx.session().run(values, new LinkedHashSet<>(wanted));
            // The result itself is not closed: its values are, one by one, by the scope.
            Map<String, NativeTensor> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, ai.onnxruntime.OnnxValue> value : result) {
                outputs.put(value.getKey(), scope.own((OnnxTensor) value.getValue()));
            }
            return outputs;
        } catch (OrtException e) {
            throw RunFailure.of(onnx.device().device(), e);
        } finally {
            open.readLock().unlock();
        }
    }

    /** Waits for the runs under way. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            onnx.session().close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session cannot be closed", e);
        } finally {
            open.writeLock().unlock();
        }
    }
}
