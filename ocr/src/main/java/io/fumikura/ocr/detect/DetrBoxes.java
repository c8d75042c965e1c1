package io.fumikura.ocr.detect;

import io.fumikura.ocr.geometry.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Arithmetic of models that give a fixed number of boxes. */
public final class DetrBoxes {
    private static final int MOST = 300;

    private DetrBoxes() {}

    /** A box with its class and score. */
    public record Scored(int classId, double score, Box box) {}

    /**
     * An export without post-processing: every pair of query and class competes.
     *
     * @param logits [queries x classes]
     * @param boxes [queries x 4]: centre, width and height, in parts of the page
     */
    public static List<Scored> raw(
            float[] logits, float[] boxes, int classes, double width, double height) {
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted(
                        Comparator.comparingDouble((Integer i) -> logits[i])
                                .reversed()
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .map(
                        i -> {
                            int at = i / classes * 4;
                            double x0 = (boxes[at] - boxes[at + 2] / 2.0) * width;
                            double y0 = (boxes[at + 1] - boxes[at + 3] / 2.0) * height;
                            double x1 = (boxes[at] + boxes[at + 2] / 2.0) * width;
                            double y1 = (boxes[at + 1] + boxes[at + 3] / 2.0) * height;
                            return new Scored(
                                    i % classes, sigmoid(logits[i]), new Box(x0, y0, x1, y1));
                        })
                .toList();
    }

    public static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /**
     * From the square a page was padded to, back to the page; cut to whole pixels as the published
     * code does.
     *
     * @param side of the page's square, in pixels
     * @param input side of the model's square
     */
    public static Box fromSquare(Box box, double side, double input, double width, double height) {
        double factor = side / input;
        return new Box(
                        (int) (box.x0() * factor),
                        (int) (box.y0() * factor),
                        (int) (box.x1() * factor),
                        (int) (box.y1() * factor))
                .clipped(width, height);
    }

    /** Drops what lies for the most part in something of a higher score. */
    public static List<Scored> withoutContained(List<Scored> boxes, double share) {
        List<Scored> kept = new ArrayList<>();
        boxes.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .filter(
                        box ->
                                kept.stream()
                                        .noneMatch(
                                                other -> contained(box.box(), other.box()) > share))
                .forEach(kept::add);
        return kept;
    }

    /** Shared area over that of the smaller. */
    static double contained(Box a, Box b) {
        double smaller = Math.min(a.area(), b.area());
        return smaller > 0 ? a.shared(b) / smaller : 0;
    }
}
