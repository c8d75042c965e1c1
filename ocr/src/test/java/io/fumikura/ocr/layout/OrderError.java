package io.fumikura.ocr.layout;

import java.util.Arrays;
import java.util.List;

/** 1 - longest increasing subsequence / n: the share of lines that would have to be moved. */
public final class OrderError {
    private OrderError() {}

    public static double moved(List<Integer> order) {
        if (order.isEmpty()) {
            return 0;
        }
        int[] ends = new int[order.size()];
        int length = 0;
        for (int value : order) {
            int at = Arrays.binarySearch(ends, 0, length, value);
            int place = at < 0 ? -at - 1 : at;
            ends[place] = value;
            length = Math.max(length, place + 1);
        }
        return 1 - (double) length / order.size();
    }
}
