package io.fumikura.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.cli.eval.EvalReport.AskedQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NotFoundTest {
    private static final Offset<Double> EXACTLY = Offset.offset(1e-9);

    @Test
    void countsWhatIsBelowTheFloorInUse() {
        NotFound notFound = of(-3, best(2, -4), best(0, -2), best(-5, -6), best(1, -9));

        assertThat(notFound.chosen()).isEqualTo(new NotFound.Floor(-3, 0.25, 0.75, 1));
    }

    @Test
    void namesTheHighestFloorThatTellsNoMoreThanItMayWrongly() {
        List<AskedQuestion> questions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            questions.add(question(new NotFound.Best(i, i - 50, i - 100)));
        }

        List<NotFound.Floor> costing = NotFound.of(questions, 0).orElseThrow().costing();

        assertThat(costing)
                .extracting(NotFound.Floor::logit)
                .containsExactly(0.0, 0.0, 1.0, 2.0, 5.0);
        assertThat(costing.get(4).saidWrongly()).isCloseTo(0.05, EXACTLY);
        assertThat(costing.get(4).saidOfNear()).isCloseTo(0.55, EXACTLY);
    }

    @Test
    void isNotMeasuredWhereNothingWasReranked() {
        assertThat(NotFound.of(List.of(question(null)), 0)).isEmpty();
    }

    private static NotFound of(double floor, NotFound.Best... best) {
        List<AskedQuestion> questions = new ArrayList<>();
        for (NotFound.Best one : best) {
            questions.add(question(one));
        }
        return NotFound.of(questions, floor).orElseThrow();
    }

    private static NotFound.Best best(double with, double without) {
        return new NotFound.Best(with, without, without - 3);
    }

    private static AskedQuestion question(NotFound.@Nullable Best best) {
        return new AskedQuestion("q", "何", Map.of(), List.of(), 1, Map.of(), List.of(), best);
    }
}
