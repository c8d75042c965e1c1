package io.fumikura.ocr.table;

import io.fumikura.ocr.image.Raster;

/** Pixels of ruled lines: long runs of what is darker than its surroundings. */
final class LineMask {
    private static final int WINDOW = 31;
    private static final int STEP = 8;
    private static final int SAMPLE = 2;
    private static final int DARKER = 40;
    private static final int CLOSED_GAP = 2;
    private static final double ACROSS = 2.5;
    private static final double DOWN = 1.2;

    private final int width;
    private final int height;
    private final boolean[] lines;

    private LineMask(int width, int height) {
        this.width = width;
        this.height = height;
        this.lines = new boolean[width * height];
    }

    /**
     * @param grey one channel
     * @param thickness of a line of text
     */
    static LineMask of(Raster grey, double thickness) {
        boolean[] dark = dark(grey);
        LineMask mask = new LineMask(grey.width(), grey.height());
        int across = (int) Math.ceil(ACROSS * thickness);
        int down = (int) Math.ceil(DOWN * thickness);
        for (int y = 0; y < mask.height; y++) {
            mask.runs(dark, y * mask.width, 1, mask.width, across);
        }
        for (int x = 0; x < mask.width; x++) {
            mask.runs(dark, x, mask.width, mask.height, down);
        }
        mask.dilate();
        return mask;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    boolean at(int x, int y) {
        return lines[y * width + x];
    }

    /** Marks runs of at least so many pixels, across gaps of at most two. */
    private void runs(boolean[] dark, int start, int step, int count, int least) {
        int from = -1;
        int last = -1;
        for (int i = 0; i <= count; i++) {
            boolean on = i < count && dark[start + i * step];
            if (on) {
                from = from < 0 ? i : from;
                last = i;
            } else if (from >= 0 && (i == count || i - last > CLOSED_GAP)) {
                if (last - from + 1 >= least) {
                    for (int k = from; k <= last; k++) {
                        lines[start + k * step] = true;
                    }
                }
                from = -1;
            }
        }
    }

    private void dilate() {
        boolean[] original = lines.clone();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (original[y * width + x]) {
                    for (int dy = Math.max(0, y - 1); dy <= Math.min(height - 1, y + 1); dy++) {
                        for (int dx = Math.max(0, x - 1); dx <= Math.min(width - 1, x + 1); dx++) {
                            lines[dy * width + dx] = true;
                        }
                    }
                }
            }
        }
    }

    /** Compared with the median around it, which is found once for each square of eight pixels. */
    private static boolean[] dark(Raster grey) {
        int columns = (grey.width() + STEP - 1) / STEP;
        boolean[] dark = new boolean[grey.width() * grey.height()];
        int[] medians = new int[columns];
        for (int top = 0; top < grey.height(); top += STEP) {
            for (int c = 0; c < columns; c++) {
                medians[c] = median(grey, c * STEP + STEP / 2, top + STEP / 2);
            }
            for (int y = top; y < Math.min(grey.height(), top + STEP); y++) {
                for (int x = 0; x < grey.width(); x++) {
                    dark[y * grey.width() + x] = medians[x / STEP] - grey.at(x, y, 0) > DARKER;
                }
            }
        }
        return dark;
    }

    private static int median(Raster grey, int x, int y) {
        int[] histogram = new int[256];
        int count = 0;
        int y1 = Math.min(grey.height() - 1, y + WINDOW / 2);
        int x1 = Math.min(grey.width() - 1, x + WINDOW / 2);
        for (int j = Math.max(0, y - WINDOW / 2); j <= y1; j += SAMPLE) {
            for (int i = Math.max(0, x - WINDOW / 2); i <= x1; i += SAMPLE) {
                histogram[grey.at(i, j, 0)]++;
                count++;
            }
        }
        int seen = 0;
        for (int value = 0; value < 256; value++) {
            seen += histogram[value];
            if (2 * seen > count) {
                return value;
            }
        }
        return 255;
    }
}
