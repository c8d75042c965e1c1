package io.fumikura.ocr.recognise;

import java.util.ArrayList;
import java.util.List;

/**
 * The best class of each frame, repeats and blanks taken out.
 *
 * <p>The confidence is the mean of the frames that are kept, the first of each run, as the
 * published models give it; {@code logp} is the mean over all frames, which also falls when
 * something is between characters.
 */
public final class CtcDecoder {
    private static final double TOO_SMALL_TO_COUNT = 20;

    private final List<String> classes;
    private final int blank;
    private final boolean logits;

    /**
     * @param classes text of each class; that of the blank is not used
     * @param logits whether the numbers are logits; else they are probabilities
     */
    public CtcDecoder(List<String> classes, int blank, boolean logits) {
        this.classes = List.copyOf(classes);
        this.blank = blank;
        this.logits = logits;
    }

    /** The best class of a frame and its probability. */
    public record Frame(int id, double probability) {}

    /**
     * @param offset of the first number of the line
     * @param frames that belong to the line; what follows is padding
     */
    public List<Frame> frames(float[] numbers, int offset, int frames) {
        int count = classes.size();
        List<Frame> best = new ArrayList<>(frames);
        for (int frame = 0; frame < frames; frame++) {
            int start = offset + frame * count;
            int id = 0;
            for (int c = 1; c < count; c++) {
                if (numbers[start + c] > numbers[start + id]) {
                    id = c;
                }
            }
            best.add(new Frame(id, probability(numbers, start, numbers[start + id])));
        }
        return best;
    }

    private double probability(float[] numbers, int start, float largest) {
        if (!logits) {
            return largest;
        }
        double sum = 0;
        for (int c = 0; c < classes.size(); c++) {
            double below = numbers[start + c] - largest;
            if (below > -TOO_SMALL_TO_COUNT) {
                sum += Math.exp(below);
            }
        }
        return 1 / sum;
    }

    /**
     * @param width of the line in frames, which may be a fraction
     */
    public Reading decode(List<Frame> frames, double width, String recogniser) {
        List<Glyph> glyphs = new ArrayList<>();
        double kept = 0;
        double log = 0;
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            log += Math.log(Math.max(frame.probability(), 1e-12));
            boolean first = i == 0 || frames.get(i - 1).id() != frame.id();
            if (frame.id() == blank || !first) {
                continue;
            }
            int end = i;
            while (end + 1 < frames.size() && frames.get(end + 1).id() == frame.id()) {
                end++;
            }
            kept += frame.probability();
            glyphs.add(
                    new Glyph(
                            classes.get(frame.id()),
                            Math.min(1, i / width),
                            Math.min(1, (end + 1) / width),
                            frame.probability()));
        }
        return new Reading(
                glyphs,
                glyphs.isEmpty() ? 0 : kept / glyphs.size(),
                frames.isEmpty() ? 0 : log / frames.size(),
                recogniser,
                List.of(),
                false);
    }
}
