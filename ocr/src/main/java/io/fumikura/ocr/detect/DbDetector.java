package io.fumikura.ocr.detect;

import io.fumikura.inference.onnx.NativeTensor;
import io.fumikura.inference.onnx.TensorGraph;
import io.fumikura.inference.onnx.TensorScope;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.image.Normalisation;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Resize;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Finds lines on a map of probabilities. What is longer than two windows is computed window by
 * window, so that memory is bounded by the width of a strip, not by its length.
 */
public final class DbDetector implements TextDetector {
    private static final int WINDOW = 1536;
    private static final int OVERLAP = 256;

    private final TensorGraph graph;
    private final DbProfile profile;
    private final DbBoxes boxes;
    private final Normalisation normalisation;

    public DbDetector(TensorGraph graph, DbProfile profile) {
        this.graph = graph;
        this.profile = profile;
        this.boxes = new DbBoxes(profile.settings());
        this.normalisation = profile.normalisation();
    }

    @Override
    public Detections detect(Raster page, Cancellation cancellation) {
        InputSize size = InputSize.of(profile, page.width(), page.height());
        Raster scaled = Resize.to(page, size.width(), size.height(), profile.kernel());
        ScoreMap map = map(scaled, size, cancellation);
        cancellation.check();
        List<Detection> lines =
                boxes.of(map, size.pageWidth(), size.pageHeight()).stream()
                        .map(found -> line(found, page))
                        .filter(line -> line.quad().box().thickness() > 1)
                        .toList();
        return new Detections(lines, List.of());
    }

    private static Detection line(DbBoxes.Found found, Raster page) {
        Quad quad = found.quad().clipped(page.width(), page.height());
        return new Detection(quad, found.score(), Detection.LINE, -1);
    }

    private ScoreMap map(Raster scaled, InputSize size, Cancellation cancellation) {
        boolean tall = size.paddedHeight() >= size.paddedWidth();
        int length = tall ? size.paddedHeight() : size.paddedWidth();
        if (length <= 2 * WINDOW) {
            return window(scaled, size.paddedWidth(), size.paddedHeight());
        }
        MapStrips strips = new MapStrips(tall, size);
        for (int start = 0; start < length; start += WINDOW - OVERLAP) {
            cancellation.check();
            int end = Math.min(length, start + WINDOW);
            Raster part = strips.part(scaled, start, end);
            ScoreMap map =
                    tall
                            ? window(part, size.paddedWidth(), end - start)
                            : window(part, end - start, size.paddedHeight());
            strips.put(map, start, end, start == 0 ? 0 : OVERLAP / 2);
            if (end == length) {
                break;
            }
        }
        return strips.whole();
    }

    private ScoreMap window(Raster scaled, int width, int height) {
        int channels = profile.colour().channels();
        float[] numbers = new float[channels * width * height];
        for (int c = 0; c < channels; c++) {
            Arrays.fill(
                    numbers,
                    c * width * height,
                    (c + 1) * width * height,
                    normalisation.of(255, c));
        }
        normalisation.write(scaled, numbers, 0, width, height);
        try (TensorScope scope = new TensorScope()) {
            NativeTensor input = scope.floats(numbers, 1, channels, height, width);
            NativeTensor output =
                    graph.run(scope, Map.of(graph.inputs().get(0).name(), input)).get(0);
            long[] shape = output.shape();
            return new ScoreMap((int) shape[3], (int) shape[2], output.floats());
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
