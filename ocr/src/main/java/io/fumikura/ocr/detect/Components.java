package io.fumikura.ocr.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds what touches, by runs of pixels: a run is united with those it touches one row above. */
final class Components {
    private final ScoreMap map;
    private final boolean[] mask;

    private int[] parent = new int[1024];
    private int[] row = new int[1024];
    private int[] from = new int[1024];
    private int[] to = new int[1024];
    private int runs;

    private Components(ScoreMap map, boolean[] mask) {
        this.map = map;
        this.mask = mask;
    }

    /**
     * @param dilated the mask grows by one pixel to the right and down, as OpenCV does with a 2 x 2
     *     kernel
     * @param most of those that come first, by their first pixel in reading order of the map
     */
    static List<Component> of(ScoreMap map, double threshold, boolean dilated, int most) {
        boolean[] mask = new boolean[map.values().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = map.values()[i] > threshold;
        }
        return new Components(map, dilated ? dilate(map, mask) : mask).find(most);
    }

    private static boolean[] dilate(ScoreMap map, boolean[] mask) {
        boolean[] grown = new boolean[mask.length];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                int at = y * map.width() + x;
                grown[at] =
                        mask[at]
                                || (x > 0 && mask[at - 1])
                                || (y > 0
                                        && (mask[at - map.width()]
                                                || (x > 0 && mask[at - map.width() - 1])));
            }
        }
        return grown;
    }

    private List<Component> find(int most) {
        int above = 0;
        for (int y = 0; y < map.height(); y++) {
            int start = runs;
            addRuns(y);
            unite(above, start);
            above = start;
        }
        int[] component = new int[runs];
        Arrays.fill(component, -1);
        int count = 0;
        for (int run = 0; run < runs && count < most; run++) {
            int root = root(run);
            if (component[root] < 0) {
                component[root] = count++;
            }
        }
        return collect(component, count);
    }

    private void addRuns(int y) {
        int width = map.width();
        int offset = y * width;
        for (int x = 0; x < width; x++) {
            if (!mask[offset + x]) {
                continue;
            }
            int start = x;
            while (x + 1 < width && mask[offset + x + 1]) {
                x++;
            }
            if (runs == parent.length) {
                parent = Arrays.copyOf(parent, 2 * runs);
                row = Arrays.copyOf(row, 2 * runs);
                from = Arrays.copyOf(from, 2 * runs);
                to = Arrays.copyOf(to, 2 * runs);
            }
            parent[runs] = runs;
            row[runs] = y;
            from[runs] = start;
            to[runs] = x;
            runs++;
        }
    }

    /** Runs of the row above begin at {@code above}, those of this row at {@code start}. */
    private void unite(int above, int start) {
        int upper = above;
        for (int run = start; run < runs; run++) {
            while (upper < start && to[upper] < from[run] - 1) {
                upper++;
            }
            for (int touching = upper;
                    touching < start && from[touching] <= to[run] + 1;
                    touching++) {
                if (row[touching] == row[run] - 1) {
                    int a = root(touching);
                    int b = root(run);
                    parent[Math.max(a, b)] = Math.min(a, b);
                }
            }
        }
    }

    private int root(int run) {
        int root = run;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    private List<Component> collect(int[] component, int count) {
        int[] pixels = new int[count];
        int[] top = new int[count];
        int[] bottom = new int[count];
        Arrays.fill(top, -1);
        for (int run = 0; run < runs; run++) {
            int c = component[root(run)];
            if (c >= 0) {
                top[c] = top[c] < 0 ? row[run] : top[c];
                bottom[c] = row[run];
                pixels[c] += to[run] - from[run] + 1;
            }
        }
        List<Component> found = new ArrayList<>(count);
        for (int c = 0; c < count; c++) {
            found.add(new Component(pixels[c], top[c], bottom[c] - top[c] + 1));
        }
        for (int run = 0; run < runs; run++) {
            int c = component[root(run)];
            if (c >= 0) {
                found.get(c).add(row[run], from[run], to[run]);
            }
        }
        return found;
    }
}
