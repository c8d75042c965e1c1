package io.fumikura.ocr.recognise;

import io.fumikura.inference.onnx.NativeTensor;
import io.fumikura.inference.onnx.TensorGraph;
import io.fumikura.inference.onnx.TensorScope;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.image.Normalisation;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Resize;
import io.fumikura.ocr.recognise.CtcProfile.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Reads lines in batches of similar width. Where a reading is unsure, the line is read again with
 * more room around it, and the likeliest reading is kept: models of this kind are at their best
 * only within a narrow band of character sizes.
 */
public final class CtcRecogniser implements TextRecogniser {
    private final TensorGraph graph;
    private final CtcProfile profile;
    private final CtcDecoder decoder;
    private final Normalisation normalisation;
    private final int classes;

    /**
     * @param classes text of each class, the blank first
     */
    public CtcRecogniser(TensorGraph graph, CtcProfile profile, List<String> classes) {
        this.graph = graph;
        this.profile = profile;
        this.decoder =
                new CtcDecoder(classes, profile.blank(), profile.output() != Output.PROBABILITIES);
        this.normalisation = profile.normalisation();
        this.classes = classes.size();
    }

    @Override
    public List<Reading> read(List<LineCrop> lines, Cancellation cancellation) {
        List<Double> rooms = profile.roomForEachReading();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            all.add(i);
        }
        List<Reading> readings = new ArrayList<>(readWith(lines, all, rooms.get(0), cancellation));
        double unsure = profile.cropBelow() == null ? 0 : profile.cropBelow();
        List<Integer> again =
                all.stream().filter(i -> readings.get(i).confidence() < unsure).toList();
        for (double room : rooms.subList(1, rooms.size())) {
            List<Reading> more = readWith(lines, again, room, cancellation);
            for (int i = 0; i < again.size(); i++) {
                int line = again.get(i);
                if (more.get(i).logp() > readings.get(line).logp()) {
                    readings.set(line, more.get(i));
                }
            }
        }
        return readings;
    }

    private List<Reading> readWith(
            List<LineCrop> lines, List<Integer> which, double room, Cancellation cancellation) {
        List<SizedLine> pieces = new ArrayList<>();
        for (int i = 0; i < which.size(); i++) {
            pieces.add(new SizedLine(i, lines.get(which.get(i)), profile));
        }
        List<Reading> readings =
                new ArrayList<>(
                        Collections.nCopies(
                                which.size(), decoder.decode(List.of(), 1, profile.file())));
        for (List<SizedLine> batch : LineBatches.of(pieces)) {
            cancellation.check();
            List<Reading> read = run(batch, room);
            for (int i = 0; i < batch.size(); i++) {
                readings.set(batch.get(i).index(), read.get(i));
            }
        }
        return readings;
    }

    private List<Reading> run(List<SizedLine> batch, double room) {
        List<Raster> images = batch.stream().map(line -> line.image(room)).toList();
        int height = profile.height();
        int width = batchWidth(images);
        int channels = profile.colour().channels();
        int size = channels * height * width;
        float[] numbers = new float[size * batch.size()];
        Arrays.fill(numbers, (float) profile.padValue());
        for (int i = 0; i < images.size(); i++) {
            normalisation.write(images.get(i), numbers, i * size, width, height);
        }
        try (TensorScope scope = new TensorScope()) {
            NativeTensor input = scope.floats(numbers, batch.size(), channels, height, width);
            NativeTensor output =
                    graph.run(scope, Map.of(graph.inputs().get(0).name(), input)).get(0);
            int frames = (int) output.shape()[1];
            float[] values = output.floats();
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                double own = (double) images.get(i).width() * frames / width;
                int count = Math.max(1, Math.min(frames, (int) Math.ceil(own)));
                Reading reading =
                        decoder.decode(
                                decoder.frames(values, i * frames * classes, count),
                                own,
                                profile.file());
                Reading single =
                        profile.output() == Output.PROBABILITIES
                                ? reading
                                : GlyphSpacing.thinned(
                                        reading, (double) images.get(i).width() / height);
                readings.add(single.withoutMargin(batch.get(i).margin(room)));
            }
            return readings;
        }
    }

    private int batchWidth(List<Raster> images) {
        int widest = images.stream().mapToInt(Raster::width).max().orElse(1);
        int least = profile.minWidth() == null ? 1 : profile.minWidth();
        int stride = profile.stride();
        return (Math.max(widest, least) + stride - 1) / stride * stride;
    }

    @Override
    public void close() {
        graph.close();
    }

    /** Scales to the height of the model. */
    static Raster scaled(Raster line, CtcProfile profile) {
        int width = (int) Math.ceil((double) profile.height() * line.width() / line.height());
        return Resize.to(line, Math.max(1, width), profile.height(), profile.scaling());
    }
}
