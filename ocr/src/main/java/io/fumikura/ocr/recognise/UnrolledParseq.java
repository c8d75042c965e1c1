package io.fumikura.ocr.recognise;

import io.fumikura.inference.onnx.NativeTensor;
import io.fumikura.inference.onnx.TensorGraph;
import io.fumikura.inference.onnx.TensorScope;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Normalisation;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Resize;
import java.util.Map;

/** The loop over the characters is unrolled in the graph: all positions in one run. */
final class UnrolledParseq implements ParseqModel {
    private final TensorGraph graph;
    private final ParseqProfile.Stage stage;
    private final Normalisation normalisation;
    private final ParseqDecoder decoder;

    UnrolledParseq(
            TensorGraph graph,
            ParseqProfile.Stage stage,
            Normalisation normalisation,
            ParseqDecoder decoder) {
        this.graph = graph;
        this.stage = stage;
        this.normalisation = normalisation;
        this.decoder = decoder;
    }

    @Override
    public Reading read(Raster line) {
        try (TensorScope scope = new TensorScope()) {
            NativeTensor input = image(scope, line, stage, normalisation);
            NativeTensor output =
                    graph.run(scope, Map.of(graph.inputs().get(0).name(), input)).get(0);
            return decoder.decode(output.floats(), (int) output.shape()[1], stage.name());
        }
    }

    /** Stretched to the size of the model: these models learned characters of any proportion. */
    static NativeTensor image(
            TensorScope scope,
            Raster line,
            ParseqProfile.Stage stage,
            Normalisation normalisation) {
        int height = stage.height();
        int width = stage.width();
        int channels = normalisation.colour().channels();
        float[] numbers = new float[channels * height * width];
        normalisation.write(
                Resize.to(line, width, height, Kernel.LINEAR), numbers, 0, width, height);
        return scope.floats(numbers, 1, channels, height, width);
    }

    @Override
    public void close() {
        graph.close();
    }
}
