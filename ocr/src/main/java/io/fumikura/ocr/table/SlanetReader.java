package io.fumikura.ocr.table;

import io.fumikura.inference.onnx.NativeTensor;
import io.fumikura.inference.onnx.TensorGraph;
import io.fumikura.inference.onnx.TensorScope;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Resize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the structure of a table without ruled lines. Safe for several threads. */
public final class SlanetReader implements AutoCloseable {
    private final TensorGraph graph;
    private final SlanetProfile profile;

    public SlanetReader(TensorGraph graph, SlanetProfile profile) {
        this.graph = graph;
        this.profile = profile;
    }

    /**
     * @param table cut out of its page
     * @return boxes in pixels of what was cut out
     */
    public TableGrid read(Raster table) {
        int side = profile.side();
        double scale = (double) side / Math.max(table.width(), table.height());
        Raster scaled =
                Resize.to(
                        table,
                        Math.max(1, (int) (table.width() * scale)),
                        Math.max(1, (int) (table.height() * scale)),
                        Kernel.LINEAR);
        int channels = profile.colour().channels();
        float[] numbers = new float[channels * side * side];
        profile.normalisation().write(scaled, numbers, 0, side, side);
        try (TensorScope scope = new TensorScope()) {
            NativeTensor input = scope.floats(numbers, 1, channels, side, side);
            List<NativeTensor> outputs =
                    graph.run(scope, Map.of(graph.inputs().get(0).name(), input));
            float[] boxes = outputs.get(0).floats();
            float[] scores = outputs.get(1).floats();
            int steps = (int) outputs.get(1).shape()[1];
            return decode(boxes, scores, steps, Math.max(table.width(), table.height()));
        }
    }

    private TableGrid decode(float[] boxes, float[] scores, int steps, double longer) {
        int classes = profile.tokens().size();
        List<String> tokens = new ArrayList<>();
        List<Box> cells = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            int id = 0;
            for (int c = 1; c < classes; c++) {
                if (scores[step * classes + c] > scores[step * classes + id]) {
                    id = c;
                }
            }
            if (id == classes - 1 && step > 0) {
                break;
            }
            String token = profile.tokens().get(id);
            tokens.add(token);
            if (token.startsWith("<td")) {
                cells.add(box(boxes, step * 8, longer));
            }
        }
        return StructureTokens.of(tokens, cells);
    }

    /** Four corners, in parts of the longer side. */
    private static Box box(float[] boxes, int at, double longer) {
        double x0 = Double.POSITIVE_INFINITY;
        double y0 = Double.POSITIVE_INFINITY;
        double x1 = 0;
        double y1 = 0;
        for (int i = 0; i < 8; i += 2) {
            x0 = Math.min(x0, boxes[at + i] * longer);
            x1 = Math.max(x1, boxes[at + i] * longer);
            y0 = Math.min(y0, boxes[at + i + 1] * longer);
            y1 = Math.max(y1, boxes[at + i + 1] * longer);
        }
        return new Box(x0, y0, x1, y1);
    }

    @Override
    public void close() {
        graph.close();
    }
}
