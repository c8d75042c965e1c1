package io.fumikura.ocr.recognise;

import io.fumikura.ocr.image.Raster;
import java.util.ArrayList;
import java.util.List;

/** Where the ink of a line is, across it: what lies beyond a gap belongs to its neighbours. */
public final class Ink {
    private static final double SHARE = 0.02;

    private final boolean[] rows;
    private final int columns;
    private final int[] perColumn;

    private Ink(boolean[] rows, int[] perColumn) {
        this.rows = rows;
        this.perColumn = perColumn;
        this.columns = perColumn.length;
    }

    public static Ink of(Raster line) {
        int[] histogram = new int[256];
        for (int y = 0; y < line.height(); y++) {
            for (int x = 0; x < line.width(); x++) {
                histogram[line.luminance(x, y)]++;
            }
        }
        int pixels = line.width() * line.height();
        int dark = percentile(histogram, pixels / 50);
        int light = percentile(histogram, pixels - pixels / 4);
        int threshold = (dark + light) / 2;
        boolean[] rows = new boolean[line.height()];
        int[] perColumn = new int[line.width()];
        if (light - dark < 24) {
            return new Ink(rows, perColumn);
        }
        for (int y = 0; y < line.height(); y++) {
            int count = 0;
            for (int x = 0; x < line.width(); x++) {
                if (line.luminance(x, y) < threshold) {
                    count++;
                    perColumn[x]++;
                }
            }
            rows[y] = count > SHARE * line.width();
        }
        return new Ink(rows, perColumn);
    }

    private static int percentile(int[] histogram, int rank) {
        int seen = 0;
        for (int value = 0; value < 256; value++) {
            seen += histogram[value];
            if (seen > rank) {
                return value;
            }
        }
        return 255;
    }

    /**
     * First row and row after the last, as {from, to}; of the whole picture where there is none.
     */
    int[] extent(int core0, int core1) {
        int from = -1;
        int to = -1;
        for (int y = Math.max(0, core0); y < Math.min(rows.length, core1); y++) {
            if (rows[y]) {
                from = from < 0 ? y : from;
                to = y + 1;
            }
        }
        if (from < 0) {
            return new int[] {core0, core1};
        }
        while (from > 0 && rows[from - 1]) {
            from--;
        }
        while (to < rows.length && rows[to]) {
            to++;
        }
        return new int[] {from, to};
    }

    /**
     * Stretches without ink along the line, not those at its ends.
     *
     * @param least columns
     * @return {from, to} of each
     */
    public List<int[]> gaps(double least) {
        List<int[]> gaps = new ArrayList<>();
        int start = -1;
        boolean begun = false;
        for (int x = 0; x < columns; x++) {
            if (perColumn[x] > 0) {
                if (begun && start >= 0 && x - start >= least) {
                    gaps.add(new int[] {start, x});
                }
                begun = true;
                start = -1;
            } else if (start < 0) {
                start = x;
            }
        }
        return gaps;
    }

    /** The middle of the widest stretch without ink near the middle of the line. */
    int widestGap(double share) {
        int from = (int) (columns * (0.5 - share));
        int to = Math.max(from + 1, (int) (columns * (0.5 + share)));
        int best = columns / 2;
        int widest = 0;
        int start = -1;
        for (int x = from; x <= to && x < columns; x++) {
            if (x < to && perColumn[x] == 0) {
                start = start < 0 ? x : start;
                continue;
            }
            if (start >= 0 && x - start > widest) {
                widest = x - start;
                best = (start + x) / 2;
            }
            start = -1;
        }
        return Math.max(1, Math.min(columns - 1, best));
    }
}
