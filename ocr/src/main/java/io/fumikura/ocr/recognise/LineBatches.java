package io.fumikura.ocr.recognise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lines of similar width together: little padding, and no more memory than a batch may have. */
final class LineBatches {
    private static final int MOST_LINES = 16;
    private static final double MOST_PADDING = 1.5;

    /** Pixels of width of all lines together: with 3,311 classes about 27 MB of output. */
    private static final int MOST_PIXELS = 8192;

    private LineBatches() {}

    static List<List<SizedLine>> of(List<SizedLine> lines) {
        List<SizedLine> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingInt(SizedLine::width).thenComparingInt(SizedLine::index));
        List<List<SizedLine>> batches = new ArrayList<>();
        List<SizedLine> batch = new ArrayList<>();
        for (SizedLine line : sorted) {
            if (!batch.isEmpty()
                    && (batch.size() == MOST_LINES
                            || line.width() > MOST_PADDING * batch.get(0).width()
                            || line.width() * (batch.size() + 1) > MOST_PIXELS)) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(line);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
