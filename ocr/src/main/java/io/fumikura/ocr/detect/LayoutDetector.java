package io.fumikura.ocr.detect;

import io.fumikura.inference.onnx.NativeTensor;
import io.fumikura.inference.onnx.TensorGraph;
import io.fumikura.inference.onnx.TensorScope;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.detect.LayoutBoxes.Row;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Normalisation;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Resize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the regions of a page. Safe for several threads. */
public final class LayoutDetector implements AutoCloseable {
    private final TensorGraph graph;
    private final LayoutProfile profile;
    private final Normalisation normalisation;

    public LayoutDetector(TensorGraph graph, LayoutProfile profile) {
        this.graph = graph;
        this.profile = profile;
        this.normalisation = profile.normalisation();
    }

    /** In the model's reading order, where it gives one. */
    public List<Region> detect(Raster page) {
        int side = profile.side();
        int channels = profile.colour().channels();
        float[] numbers = new float[channels * side * side];
        normalisation.write(Resize.to(page, side, side, Kernel.CUBIC), numbers, 0, side, side);
        try (TensorScope scope = new TensorScope()) {
            Map<String, NativeTensor> inputs = new HashMap<>();
            for (TensorGraph.Port port : graph.inputs()) {
                inputs.put(
                        port.name(),
                        switch (port.name()) {
                            case "im_shape" -> scope.floats(new float[] {side, side}, 1, 2);
                            case "scale_factor" ->
                                    scope.floats(
                                            new float[] {
                                                (float) side / page.height(),
                                                (float) side / page.width()
                                            },
                                            1,
                                            2);
                            default -> scope.floats(numbers, 1, channels, side, side);
                        });
            }
            NativeTensor rows = graph.run(scope, inputs).get(0);
            return regions(rows, page);
        }
    }

    private List<Region> regions(NativeTensor output, Raster page) {
        int count = (int) output.shape()[0];
        int width = (int) output.shape()[1];
        int figure = profile.labels().indexOf(profile.figure());
        List<Row> rows =
                LayoutBoxes.onPage(
                        LayoutBoxes.rows(output.floats(), count, width),
                        profile.side(),
                        page.width(),
                        page.height());
        List<Region> regions = new ArrayList<>();
        for (Row row :
                LayoutBoxes.kept(rows, profile.threshold(), figure, page.width(), page.height())) {
            OcrBlockType type =
                    row.classId() < profile.labels().size()
                            ? profile.blocks().get(profile.labels().get(row.classId()))
                            : null;
            if (type != null) {
                regions.add(
                        new Region(
                                type,
                                row.box().clipped(page.width(), page.height()),
                                row.score(),
                                width > 6 ? regions.size() : -1));
            }
        }
        return regions;
    }

    @Override
    public void close() {
        graph.close();
    }
}
