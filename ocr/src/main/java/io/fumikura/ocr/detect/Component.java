package io.fumikura.ocr.detect;

import io.fumikura.ocr.geometry.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pixels that touch, by a side or a corner. */
final class Component {
    private final int pixels;
    private final int top;
    private final int[] left;
    private final int[] right;

    Component(int pixels, int top, int rows) {
        this.pixels = pixels;
        this.top = top;
        this.left = new int[rows];
        this.right = new int[rows];
        Arrays.fill(left, Integer.MAX_VALUE);
    }

    int pixels() {
        return pixels;
    }

    /** Pixels of one row, the last included. */
    void add(int row, int from, int to) {
        left[row - top] = Math.min(left[row - top], from);
        right[row - top] = Math.max(right[row - top], to);
    }

    /** The outermost pixel centres of each row: nothing else can be a corner of its hull. */
    List<Point> outline() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            points.add(new Point(left[i], top + i));
            if (right[i] > left[i]) {
                points.add(new Point(right[i], top + i));
            }
        }
        return points;
    }
}
