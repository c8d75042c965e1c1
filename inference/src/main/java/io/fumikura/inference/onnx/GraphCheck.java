package io.fumikura.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.Role;
import io.fumikura.inference.model.ModelManifest.RuntimeFacts;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.text.PaddedBatch;
import java.util.Map;
import java.util.TreeMap;

/** Compares what a graph takes and gives with what its manifest says. */
final class GraphCheck {
    private final ModelFolder folder;
    private final OrtSession session;

    GraphCheck(ModelFolder folder, OrtSession session) {
        this.folder = folder;
        this.session = session;
    }

    void run(RuntimeFacts facts) throws OrtException {
        Map<String, String> inputs = GraphFacts.types(session.getInputInfo());
        if (!inputs.equals(new TreeMap<>(facts.inputs()))) {
            throw mismatch("takes the inputs %s".formatted(inputs), facts.inputs().toString());
        }
        if (!PaddedBatch.INPUTS.containsAll(inputs.keySet())) {
            throw mismatch("takes the inputs %s".formatted(inputs), PaddedBatch.INPUTS.toString());
        }
        for (String type : inputs.values()) {
            if (!type.equals("int64")) {
                throw mismatch("takes %s ids".formatted(type), "int64");
            }
        }
        checkOutput(facts.output());
    }

    private void checkOutput(RuntimeFacts.Output expected) throws OrtException {
        NodeInfo output = session.getOutputInfo().get(expected.name());
        if (output == null) {
            throw mismatch(
                    "gives the outputs %s".formatted(session.getOutputNames()), expected.name());
        }
        if (!GraphFacts.type(output).equals(expected.dtype())) {
            throw mismatch("gives %s".formatted(GraphFacts.type(output)), expected.dtype());
        }
        long[] shape = ((TensorInfo) output.getInfo()).getShape();
        long width = shape[shape.length - 1];
        int dimensions = folder.manifest().pooledOutside() ? 3 : 2;
        if (shape.length != dimensions || (width > 0 && width != width(folder.manifest()))) {
            throw mismatch(
                    "gives rows of %d numbers in %d dimensions".formatted(width, shape.length),
                    "rows of %d in %d".formatted(width(folder.manifest()), dimensions));
        }
    }

    /** Numbers in a row of the output: the vector, or one score. */
    static int width(ModelManifest manifest) {
        Integer dimension = manifest.dimension();
        return dimension == null ? 1 : dimension;
    }

    private ModelUnavailableException mismatch(String found, String expected) {
        return new ModelUnavailableException(
                "the graph %s, the manifest says %s".formatted(found, expected),
                folder.path(),
                folder.file(Role.GRAPH),
                "The manifest does not belong to this graph; export the model again.");
    }
}
