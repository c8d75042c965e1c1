package io.fumikura.query.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.query.call.Deadline;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelevanceFloorTest {
    private final FakePassageReranker reranker = new FakePassageReranker();

    @Test
    void isWhatTheRerankersModelSays() {
        reranker.relevantFrom(-4.2);

        assertThat(logit(floor(Optional.empty(), Duration.ofMinutes(1)))).isEqualTo(-4.2);
    }

    @Test
    void followsTheModelWhenThatIsChanged() {
        RelevanceFloor floor = floor(Optional.empty(), Duration.ZERO);
        reranker.relevantFrom(-4.2);
        logit(floor);
        reranker.relevantFrom(1.0);

        assertThat(logit(floor)).isEqualTo(1.0);
    }

    @Test
    void staysAsItWasWhileTheModelCannotBeAsked() {
        RelevanceFloor floor = floor(Optional.empty(), Duration.ZERO);
        reranker.relevantFrom(-4.2);
        logit(floor);
        reranker.down();

        assertThat(logit(floor)).isEqualTo(-4.2);
    }

    @Test
    void isLowWhereNobodySaysIt() {
        assertThat(logit(floor(Optional.empty(), Duration.ZERO)))
                .isEqualTo(ModelInfo.UNSAID_RELEVANCE_FLOOR);
        reranker.down();
        assertThat(logit(floor(Optional.empty(), Duration.ZERO)))
                .isEqualTo(ModelInfo.UNSAID_RELEVANCE_FLOOR);
    }

    @Test
    void isWhatTheOperatorSaysWhateverTheModelSays() {
        reranker.relevantFrom(-4.2);

        assertThat(logit(floor(Optional.of(0.0025), Duration.ZERO))).isCloseTo(-5.99, within(0.01));
        assertThat(logit(floor(Optional.of(0.0), Duration.ZERO)))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    private RelevanceFloor floor(Optional<Double> chosen, Duration validity) {
        return new RelevanceFloor(reranker, chosen, validity);
    }

    private static double logit(RelevanceFloor floor) {
        return floor.logit(Deadline.after(Duration.ofSeconds(5)))
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
