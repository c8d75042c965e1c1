package io.fumikura.ocr.recognise;

import io.fumikura.inference.onnx.TensorGraph;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.OcrLine.Flag;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Normalisation;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.recognise.RepetitionGuard.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cascade: the model for the length that is expected reads first; one for longer lines, where the
 * reading is longer than the model is good at; half a line, where there is none.
 */
public final class ParseqRecogniser implements TextRecogniser {
    /** Characters of a line: how often its thickness goes into its length, and a little more. */
    private static final double CHARACTERS = 1.15;

    private static final double NEAR_THE_MIDDLE = 0.05;

    /** A half of a half of a line is as far as it goes. */
    private static final int MOST_CUTS = 2;

    private final List<ParseqProfile.Stage> stages;
    private final List<ParseqModel> models;

    /**
     * @param characters of class 1 and following
     * @param graphs opens a graph by its file
     */
    public ParseqRecogniser(
            ParseqProfile profile, List<String> characters, Function<String, TensorGraph> graphs) {
        ParseqDecoder decoder = new ParseqDecoder(characters);
        Normalisation normalisation = profile.normalisation();
        this.stages = profile.stages();
        this.models = stages.stream().map(s -> model(s, normalisation, decoder, graphs)).toList();
    }

    private static ParseqModel model(
            ParseqProfile.Stage stage,
            Normalisation normalisation,
            ParseqDecoder decoder,
            Function<String, TensorGraph> graphs) {
        if (stage.file() != null) {
            return new UnrolledParseq(graphs.apply(stage.file()), stage, normalisation, decoder);
        }
        return new SplitParseq(
                graphs.apply(Objects.requireNonNull(stage.encoder())),
                graphs.apply(Objects.requireNonNull(stage.step())),
                stage.refine() == null ? null : graphs.apply(stage.refine()),
                stage,
                normalisation,
                decoder);
    }

    @Override
    public List<Reading> read(List<LineCrop> lines, Cancellation cancellation) {
        List<Reading> readings = new ArrayList<>();
        for (LineCrop line : lines) {
            cancellation.check();
            readings.add(read(line.cut(0, 0, Kernel.LINEAR), first(line), MOST_CUTS, cancellation));
        }
        return readings;
    }

    private int first(LineCrop line) {
        for (int i = 0; i < stages.size(); i++) {
            Integer meant = stages.get(i).lengthClass();
            if (meant != null && meant == line.lengthClass()) {
                return i;
            }
        }
        if (line.lengthClass() >= 0) {
            return stages.size() - 1;
        }
        double expected = CHARACTERS * line.length() / Math.max(1, line.thickness());
        for (int i = 0; i < stages.size(); i++) {
            Integer upTo = stages.get(i).expectedUpTo();
            if (upTo != null && expected <= upTo) {
                return i;
            }
        }
        return stages.size() - 1;
    }

    private Reading read(Raster line, int stage, int cuts, Cancellation cancellation) {
        cancellation.check();
        Reading reading = models.get(stage).read(line);
        Optional<Tail> tail = tail(reading, line);
        boolean tooLong =
                reading.length() >= stages.get(stage).redoFrom()
                        || reading.flags().contains(Flag.TRUNCATED);
        if (tail.isEmpty() && !tooLong) {
            return reading;
        }
        if (stage + 1 < stages.size()) {
            return read(line, stage + 1, cuts, cancellation);
        }
        if (cuts > 0 && line.width() > line.height()) {
            return inHalves(line, stage, cuts - 1, cancellation);
        }
        return tail.map(t -> withoutRepeats(reading, t)).orElse(reading);
    }

    private Reading inHalves(Raster line, int stage, int cuts, Cancellation cancellation) {
        int at = Ink.of(line).widestGap(NEAR_THE_MIDDLE);
        Reading left = read(line.slice(0, 0, at, line.height()), stage, cuts, cancellation);
        Reading right =
                read(
                        line.slice(at, 0, line.width() - at, line.height()),
                        stage,
                        cuts,
                        cancellation);
        return left.joined(right, (double) at / line.width());
    }

    private static Optional<Tail> tail(Reading reading, Raster line) {
        return RepetitionGuard.find(
                reading.glyphs().stream().map(Glyph::text).toList(), line.width(), line.height());
    }

    private static Reading withoutRepeats(Reading reading, Tail tail) {
        int kept = RepetitionGuard.kept(reading.length(), tail);
        return new Reading(
                        reading.glyphs().subList(0, kept),
                        reading.confidence() / 2,
                        reading.logp(),
                        reading.recogniser(),
                        reading.flags(),
                        reading.approximate())
                .with(Flag.REPETITION);
    }

    @Override
    public void close() {
        models.forEach(ParseqModel::close);
    }
}
