package io.fumikura.ocr.engine;

import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrLine.Flag;
import io.fumikura.ocr.detect.Detection;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.layout.Directions;
import io.fumikura.ocr.recognise.LineCrop;
import io.fumikura.ocr.recognise.Reading;
import io.fumikura.ocr.recognise.TextRecogniser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Reads the lines that were found; what looks white on black is read both ways. */
final class LineReader {
    private static final double UNSURE = 0.8;
    private static final int DARK = 110;
    private static final double SHORT = 1.8;

    private final TextRecogniser recogniser;

    LineReader(TextRecogniser recogniser) {
        this.recogniser = recogniser;
    }

    List<ReadLine> read(
            Raster page, List<Detection> lines, Directions directions, Cancellation cancellation) {
        List<LineCrop> crops = new ArrayList<>();
        for (Detection line : lines) {
            crops.add(
                    new LineCrop(
                            page,
                            line.quad(),
                            directions.of(line.quad()) == Direction.VERTICAL,
                            line.lengthClass(),
                            isDark(page, line.quad())));
        }
        List<Reading> readings = new ArrayList<>(recogniser.read(crops, cancellation));
        again(crops, readings, LineCrop::inverted, LineCrop::negative, cancellation);
        again(
                crops,
                readings,
                crop -> crop.length() < SHORT * crop.thickness(),
                LineCrop::otherwise,
                cancellation);
        List<ReadLine> read = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Reading reading = readings.get(i);
            read.add(
                    new ReadLine(
                            i,
                            lines.get(i),
                            directions.of(lines.get(i).quad()),
                            crops.get(i).inverted() ? reading.with(Flag.INVERTED) : reading));
        }
        return read;
    }

    /**
     * Reads another way what is unsure, and keeps the likelier reading: white on black as it is,
     * and what is too short to have a direction in the other one.
     */
    private void again(
            List<LineCrop> crops,
            List<Reading> readings,
            Predicate<LineCrop> which,
            UnaryOperator<LineCrop> other,
            Cancellation cancellation) {
        List<Integer> unsure = new ArrayList<>();
        for (int i = 0; i < crops.size(); i++) {
            if (which.test(crops.get(i)) && readings.get(i).confidence() < UNSURE) {
                unsure.add(i);
            }
        }
        List<Reading> others =
                recogniser.read(unsure.stream().map(crops::get).map(other).toList(), cancellation);
        for (int i = 0; i < unsure.size(); i++) {
            int line = unsure.get(i);
            if (others.get(i).logp() > readings.get(line).logp()) {
                readings.set(line, others.get(i));
                crops.set(line, other.apply(crops.get(line)));
            }
        }
    }

    /** Sampled: the mean of a grid of points. */
    private static boolean isDark(Raster page, Quad quad) {
        long sum = 0;
        int count = 0;
        for (int i = 0; i < 24; i++) {
            for (int j = 0; j < 8; j++) {
                double u = (i + 0.5) / 24;
                double v = (j + 0.5) / 8;
                double x =
                        (1 - v) * mix(quad.topLeft().x(), quad.topRight().x(), u)
                                + v * mix(quad.bottomLeft().x(), quad.bottomRight().x(), u);
                double y =
                        (1 - v) * mix(quad.topLeft().y(), quad.topRight().y(), u)
                                + v * mix(quad.bottomLeft().y(), quad.bottomRight().y(), u);
                sum +=
                        page.luminance(
                                Math.min(page.width() - 1, Math.max(0, (int) x)),
                                Math.min(page.height() - 1, Math.max(0, (int) y)));
                count++;
            }
        }
        return sum < (long) DARK * count;
    }

    private static double mix(double a, double b, double part) {
        return a + (b - a) * part;
    }
}
