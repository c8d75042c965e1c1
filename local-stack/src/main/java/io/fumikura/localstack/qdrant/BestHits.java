package io.fumikura.localstack.qdrant;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Keeps the best hits of a scan; of equal scores the one met first. */
final class BestHits {

    private static final Comparator<Hit> BEST_FIRST =
            Comparator.comparing(Hit::score).reversed().thenComparing(Hit::doc);

    private final int limit;
    private final PriorityQueue<Hit> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());

    BestHits(int limit) {
        this.limit = limit;
    }

    /** The best of points scored already; of equal scores the lower number first. */
    static List<Hit> of(Map<Integer, Float> scores, int limit) {
        BestHits best = new BestHits(limit);
        scores.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> best.offer(entry.getKey(), entry.getValue()));
        return best.bestFirst();
    }

    void offer(int doc, float score) {
        if (worstFirst.size() < limit) {
            worstFirst.add(new Hit(doc, score));
        } else if (limit > 0 && score > worstFirst.element().score()) {
            worstFirst.remove();
            worstFirst.add(new Hit(doc, score));
        }
    }

    List<Hit> bestFirst() {
        return worstFirst.stream().sorted(BEST_FIRST).toList();
    }
}
