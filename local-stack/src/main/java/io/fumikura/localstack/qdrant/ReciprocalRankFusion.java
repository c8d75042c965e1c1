package io.fumikura.localstack.qdrant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fuses ranked lists as Qdrant does: a point at the 0-based place {@code p} of a list scores {@code
 * 1 / ((p + 1) / weight + k - 1)}, which is {@code 1 / (p + k)} for weight 1; k is 2 unless asked
 * otherwise (lib/segment/src/common/reciprocal_rank_fusion.rs, {@code DEFAULT_RRF_K}).
 */
final class ReciprocalRankFusion {

    static final int DEFAULT_K = 2;

    private ReciprocalRankFusion() {}

    /**
     * Best first.
     *
     * @param weights one per list, or none for equal ones
     */
    static List<Hit> fuse(List<List<Hit>> lists, int k, List<Float> weights, int limit) {
        if (!weights.isEmpty() && weights.size() != lists.size()) {
            throw Refusal.wrongInput(
                    "Number of weights in RRF should match number of pre-fetches: got "
                            + weights.size()
                            + ", expected "
                            + lists.size());
        }
        Map<Integer, Float> scores = new HashMap<>();
        for (int list = 0; list < lists.size(); list++) {
            float weight = weights.isEmpty() ? 1f : weights.get(list);
            List<Hit> hits = lists.get(list);
            for (int place = 0; place < hits.size(); place++) {
                scores.merge(hits.get(place).doc(), score(place, k, weight), Float::sum);
            }
        }
        return BestHits.of(scores, limit);
    }

    private static float score(int place, int k, float weight) {
        return weight <= 0 ? 0 : 1f / ((place + 1) / weight + k - 1);
    }
}
