package io.fumikura.localstack.qdrant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fuses lists by score as Qdrant's DBSF does: in each list the mean less three standard deviations
 * of the sample becomes 0 and the mean plus three becomes 1; a list that says nothing (one hit, or
 * all equal) gives 0.5. The sums of a point are its score (lib/segment/src/common/score_fusion.rs,
 * {@code distr_norm}).
 */
final class DistributionFusion {

    private static final float DEVIATIONS = 3;
    private static final float UNDECIDED = 0.5f;

    private DistributionFusion() {}

    /** Best first. */
    static List<Hit> fuse(List<List<Hit>> lists, int limit) {
        Map<Integer, Float> scores = new HashMap<>();
        for (List<Hit> list : lists) {
            float mean = mean(list);
            float reach = DEVIATIONS * deviation(list, mean);
            for (Hit hit : list) {
                float normal = reach == 0 ? UNDECIDED : (hit.score() - mean + reach) / (2 * reach);
                scores.merge(hit.doc(), normal, Float::sum);
            }
        }
        return BestHits.of(scores, limit);
    }

    private static float mean(List<Hit> list) {
        return (float) list.stream().mapToDouble(Hit::score).average().orElse(0);
    }

    private static float deviation(List<Hit> list, float mean) {
        if (list.size() < 2) {
            return 0;
        }
        double squares = list.stream().mapToDouble(hit -> Math.pow(hit.score() - mean, 2)).sum();
        return (float) Math.sqrt(squares / (list.size() - 1));
    }
}
