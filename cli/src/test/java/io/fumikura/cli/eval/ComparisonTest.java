package io.fumikura.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.cli.eval.Comparison.ChangedQuestion;
import io.fumikura.cli.eval.Comparison.Difference;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void comparesTheSameQuestionsOfBothReports() {
        EvalReport earlier = Reports.foundAt(1, 3, 1);
        EvalReport later = Reports.foundAt(1, 1, 3, 1);

        Difference difference = Comparison.of(earlier, later).differences().get(0);

        assertThat(difference.questions()).isEqualTo(3);
        assertThat(difference.better()).isEqualTo(1);
        assertThat(difference.worse()).isEqualTo(1);
        assertThat(difference.changed())
                .extracting(ChangedQuestion::id, ChangedQuestion::before, ChangedQuestion::after)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("q2", 1.0, 0.5),
                        org.assertj.core.groups.Tuple.tuple("q1", 0.5, 1.0));
        assertThat(Objects.requireNonNull(difference.metrics().get(Metric.NDCG_10)).mean())
                .isCloseTo(0, within(1e-9));
        assertThat(Objects.requireNonNull(difference.metrics().get(Metric.RECALL_5)).mean())
                .isZero();
    }

    @Test
    void pairsTheQuestionsSoThatTheIntervalIsThatOfTheirDifferences() {
        // Half of the questions are hopeless in both; each of the others gains the same.
        EvalReport earlier = Reports.foundAt(11, 3, 11, 3, 11, 3, 11, 3);
        EvalReport later = Reports.foundAt(11, 1, 11, 1, 11, 1, 11, 1);

        Bootstrap.Interval gain =
                Objects.requireNonNull(
                        Comparison.of(earlier, later)
                                .differences()
                                .get(0)
                                .metrics()
                                .get(Metric.NDCG_10));

        assertThat(gain.mean()).isCloseTo(0.25, within(1e-9));
        assertThat(gain.low()).isPositive();
    }

    @Test
    void leavesOutWhatOnlyOneReportHas() {
        EvalReport later = Reports.foundAt(1);
        EvalReport other =
                new EvalReport(
                        later.createdAt(),
                        later.models(),
                        later.settings(),
                        later.clients(),
                        later.joined(),
                        java.util.List.of(),
                        null);

        assertThat(Comparison.of(other, later).differences()).isEmpty();
    }
}
