package io.fumikura.ocr.score;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Whether lines come in their order.
 *
 * @param lines that were compared
 * @param moved fewest that would have to be moved
 */
public record OrderScore(int lines, int moved) {
    /**
     * @param order the true places of the lines, as they were put
     */
    public static OrderScore of(List<Integer> order) {
        // What need not move is a longest rising run of places, not necessarily neighbours.
        int[] ends = new int[order.size()];
        int length = 0;
        for (int value : order) {
            int at = Arrays.binarySearch(ends, 0, length, value);
            int place = at < 0 ? -at - 1 : at;
            ends[place] = value;
            length = Math.max(length, place + 1);
        }
        return new OrderScore(order.size(), order.size() - length);
    }

    public static OrderScore sum(Collection<OrderScore> pages) {
        return new OrderScore(
                pages.stream().mapToInt(OrderScore::lines).sum(),
                pages.stream().mapToInt(OrderScore::moved).sum());
    }

    public double errorRate() {
        return (double) moved / Math.max(1, lines);
    }
}
