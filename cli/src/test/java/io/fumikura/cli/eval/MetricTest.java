package io.fumikura.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against values computed by hand from the definitions of trec_eval. */
class MetricTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    @Test
    void ofOneRelevantDocumentOnTopIsOne() {
        for (Metric metric : Metric.values()) {
            assertThat(metric.of(List.of("a", "b"), Map.of("a", 1))).as("%s", metric).isEqualTo(1);
        }
    }

    @Test
    void ofOneRelevantDocumentOnRankThree() {
        List<String> ranking = List.of("x", "y", "a");
        Map<String, Integer> gains = Map.of("a", 1);

        assertThat(Metric.RECALL_1.of(ranking, gains)).isZero();
        assertThat(Metric.RECALL_5.of(ranking, gains)).isEqualTo(1);
        assertThat(Metric.MRR_10.of(ranking, gains)).isCloseTo(1 / 3.0, EXACTLY);
        // 1 / log2(4)
        assertThat(Metric.NDCG_10.of(ranking, gains)).isCloseTo(0.5, EXACTLY);
    }

    @Test
    void ofSeveralRelevantDocumentsRecallIsTheShareAndNdcgTheShareOfTheIdeal() {
        List<String> ranking = List.of("a", "x", "b");
        Map<String, Integer> gains = Map.of("a", 1, "b", 1, "c", 1, "x", 0);

        assertThat(Metric.RECALL_1.of(ranking, gains)).isCloseTo(1 / 3.0, EXACTLY);
        assertThat(Metric.RECALL_10.of(ranking, gains)).isCloseTo(2 / 3.0, EXACTLY);
        // (1 + 1/2) / (1 + 0.63092975 + 1/2)
        assertThat(Metric.NDCG_10.of(ranking, gains)).isCloseTo(0.703918089, EXACTLY);
    }

    @Test
    void ofGradedGainsTakesTheGainAsItIs() {
        List<String> ranking = List.of("b", "a");
        Map<String, Integer> gains = Map.of("a", 3, "b", 1);

        // (1 + 3 × 0.63092975) / (3 + 1 × 0.63092975)
        assertThat(Metric.NDCG_10.of(ranking, gains)).isCloseTo(0.796707580, EXACTLY);
        assertThat(Metric.MRR_10.of(ranking, gains)).isEqualTo(1);
    }

    @Test
    void countsNothingBeyondItsDepth() {
        List<String> ranking =
                IntStream.rangeClosed(1, 60).mapToObj(i -> i == 11 ? "a" : "x" + i).toList();
        Map<String, Integer> gains = Map.of("a", 1);

        assertThat(Metric.NDCG_10.of(ranking, gains)).isZero();
        assertThat(Metric.MRR_10.of(ranking, gains)).isZero();
        assertThat(Metric.RECALL_10.of(ranking, gains)).isZero();
        assertThat(Metric.RECALL_50.of(ranking, gains)).isEqualTo(1);
    }

    @Test
    void ofMoreRelevantDocumentsThanTheDepthTheIdealIsCutToo() {
        List<String> ranking = IntStream.range(0, 12).mapToObj(i -> "d" + i).toList();
        Map<String, Integer> gains =
                ranking.stream().collect(java.util.stream.Collectors.toMap(id -> id, id -> 1));

        assertThat(Metric.NDCG_10.of(ranking, gains)).isCloseTo(1, EXACTLY);
    }

    @Test
    void ofAnEmptyRankingIsNothing() {
        for (Metric metric : Metric.values()) {
            assertThat(metric.of(List.of(), Map.of("a", 1))).isZero();
        }
    }
}
