package io.fumikura.cli.eval;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What is measured of one ranking, from 0 to 1, as {@code trec_eval} defines it: a document is
 * relevant when its gain is more than 0; nDCG takes the gain as it is and divides by the logarithm
 * to base 2 of the rank plus 1.
 */
enum Metric {
    RECALL_1("recall@1"),
    RECALL_5("recall@5"),
    RECALL_10("recall@10"),
    RECALL_50("recall@50"),
    MRR_10("mrr@10"),
    NDCG_10("ndcg@10");

    private final String wireName;

    Metric(String wireName) {
        this.wireName = wireName;
    }

    @JsonValue
    String wireName() {
        return wireName;
    }

    @JsonCreator
    static Metric named(String wireName) {
        return Arrays.stream(values())
                .filter(metric -> metric.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no metric " + wireName));
    }

    /**
     * @param ranking document ids, best first, none twice
     * @param gains by document id; at least one is more than 0
     */
    double of(List<String> ranking, Map<String, Integer> gains) {
        return switch (this) {
            case RECALL_1 -> recall(ranking, gains, 1);
            case RECALL_5 -> recall(ranking, gains, 5);
            case RECALL_10 -> recall(ranking, gains, 10);
            case RECALL_50 -> recall(ranking, gains, 50);
            case MRR_10 -> reciprocalRank(ranking, gains, 10);
            case NDCG_10 -> ndcg(ranking, gains, 10);
        };
    }

    private static double recall(List<String> ranking, Map<String, Integer> gains, int cut) {
        long found = ranking.stream().limit(cut).filter(id -> gain(gains, id) > 0).count();
        long all = gains.values().stream().filter(gain -> gain > 0).count();
        return (double) found / all;
    }

    private static double reciprocalRank(
            List<String> ranking, Map<String, Integer> gains, int cut) {
        for (int i = 0; i < Math.min(cut, ranking.size()); i++) {
            if (gain(gains, ranking.get(i)) > 0) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    private static double ndcg(List<String> ranking, Map<String, Integer> gains, int cut) {
        List<Integer> found = ranking.stream().map(id -> gain(gains, id)).toList();
        List<Integer> ideal = gains.values().stream().sorted(Comparator.reverseOrder()).toList();
        return dcg(found, cut) / dcg(ideal, cut);
    }

    private static double dcg(List<Integer> gains, int cut) {
        double sum = 0;
        for (int i = 0; i < Math.min(cut, gains.size()); i++) {
            sum += Math.max(0, gains.get(i)) * Math.log(2) / Math.log(i + 2);
        }
        return sum;
    }

    private static int gain(Map<String, Integer> gains, String id) {
        return gains.getOrDefault(id, 0);
    }
}
