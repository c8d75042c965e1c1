package io.fumikura.ocr.detect;

import io.fumikura.inference.onnx.NativeTensor;
import io.fumikura.inference.onnx.TensorGraph;
import io.fumikura.inference.onnx.TensorScope;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.detect.DetrBoxes.Scored;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Normalisation;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Resize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds lines and blocks by one graph that gives boxes, classes and scores. */
public final class DetrDetector implements TextDetector {
    private final TensorGraph graph;
    private final DetrProfile profile;
    private final Normalisation normalisation;
    private final int side;

    /** The side of the square is what the graph says; it has to be fixed there. */
    public DetrDetector(TensorGraph graph, DetrProfile profile) {
        this.graph = graph;
        this.profile = profile;
        this.normalisation = profile.normalisation();
        this.side = (int) graph.inputs().get(0).side(2);
    }

    /** One box of the graph, and its class of length. */
    private record Candidate(Scored box, int lengthClass) {}

    @Override
    public Detections detect(Raster page, Cancellation cancellation) {
        List<Candidate> candidates = run(page);
        cancellation.check();
        List<Detection> lines = new ArrayList<>();
        List<Region> regions = new ArrayList<>();
        for (boolean line : new boolean[] {true, false}) {
            Map<Scored, Integer> lengths = new HashMap<>();
            List<Scored> family = new ArrayList<>();
            for (Candidate candidate : candidates) {
                if (profile.lineLabels().contains(label(candidate.box())) == line) {
                    family.add(candidate.box());
                    lengths.put(candidate.box(), candidate.lengthClass());
                }
            }
            for (Scored box : DetrBoxes.withoutContained(family, profile.overlap())) {
                if (line) {
                    lines.add(line(box, lengths.getOrDefault(box, -1)));
                } else {
                    OcrBlockType type = profile.blocks().get(label(box));
                    if (type != null) {
                        regions.add(new Region(type, box.box(), box.score(), -1));
                    }
                }
            }
        }
        return new Detections(withEmptyBlocks(lines, regions), regions);
    }

    private Detection line(Scored box, int lengthClass) {
        return new Detection(box.box().quad(), box.score(), label(box), lengthClass);
    }

    /** A block of text without a line is one; a page without any is all lines. */
    private static List<Detection> withEmptyBlocks(List<Detection> lines, List<Region> regions) {
        List<Detection> all = new ArrayList<>(lines);
        for (Region region : regions) {
            boolean text = region.type() == OcrBlockType.PARAGRAPH || lines.isEmpty();
            boolean empty =
                    lines.stream()
                            .noneMatch(line -> region.box().contains(line.quad().box().centre()));
            if (text && empty) {
                all.add(new Detection(region.box().quad(), region.score(), Detection.LINE, -1));
            }
        }
        return all;
    }

    private String label(Scored box) {
        return profile.labels().get(box.classId());
    }

    private List<Candidate> run(Raster page) {
        int square = Math.max(page.width(), page.height());
        try (TensorScope scope = new TensorScope()) {
            Map<String, NativeTensor> inputs = new HashMap<>();
            inputs.put(graph.inputs().get(0).name(), image(scope, page, square));
            if (graph.inputs().size() > 1) {
                inputs.put(
                        graph.inputs().get(1).name(), scope.longs(new long[] {side, side}, 1, 2));
            }
            List<NativeTensor> outputs = graph.run(scope, inputs);
            long[] labels = outputs.get(0).longs();
            float[] boxes = outputs.get(1).floats();
            float[] scores = outputs.get(2).floats();
            long[] lengths = outputs.size() > 3 ? outputs.get(3).longs() : new long[0];
            List<Candidate> found = new ArrayList<>();
            for (int i = 0; i < labels.length; i++) {
                int id = (int) labels[i] - profile.labelOffset();
                if (id < 0 || id >= profile.labels().size() || !(scores[i] > profile.threshold())) {
                    continue;
                }
                Box box =
                        DetrBoxes.fromSquare(
                                new Box(
                                        boxes[4 * i],
                                        boxes[4 * i + 1],
                                        boxes[4 * i + 2],
                                        boxes[4 * i + 3]),
                                square,
                                side,
                                page.width(),
                                page.height());
                if (box.thickness() >= 2) {
                    found.add(
                            new Candidate(
                                    new Scored(id, scores[i], box),
                                    i < lengths.length ? (int) lengths[i] : -1));
                }
            }
            return found;
        }
    }

    /** Padded before it is scaled, so that the page fades into the black at its edge. */
    private NativeTensor image(TensorScope scope, Raster page, int square) {
        byte[] data = new byte[square * square * page.channels()];
        int row = page.width() * page.channels();
        for (int y = 0; y < page.height(); y++) {
            System.arraycopy(page.data(), y * row, data, y * square * page.channels(), row);
        }
        Raster padded = new Raster(square, square, page.channels(), data);
        Raster scaled = Resize.to(padded, side, side, Kernel.ANTIALIASED);
        int channels = profile.colour().channels();
        float[] numbers = new float[channels * side * side];
        normalisation.write(scaled, numbers, 0, side, side);
        return scope.floats(numbers, 1, channels, side, side);
    }

    @Override
    public void close() {
        graph.close();
    }
}
