package io.fumikura.query.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.query.call.Deadline;
import io.fumikura.query.embed.FakeQueryEmbedder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelMatchTest {
    private final FakeQueryEmbedder embedder = new FakeQueryEmbedder();
    private final FakePassageIndex index = new FakePassageIndex();

    @Test
    void namesBothWhenTheIndexHoldsVectorsOfAnotherModel() {
        embedder.makesVectorsOf("big-2");

        assertThat(mismatch(match(Duration.ofMinutes(1))).orElseThrow())
                .contains("mini-1", "big-2");
    }

    @Test
    void saysNothingWhileOneOfThemCannotBeAsked() {
        index.down();

        assertThat(mismatch(match(Duration.ofMinutes(1)))).isEmpty();
    }

    @Test
    void keepsTheLastComparisonWhenTheIndexGoesAway() {
        embedder.makesVectorsOf("big-2");
        ModelMatch match = match(Duration.ZERO);
        mismatch(match);

        index.down();
        mismatch(match);

        assertThat(mismatch(match)).isPresent();
    }

    @Test
    void noticesAModelThatWasPutRight() {
        embedder.makesVectorsOf("big-2");
        ModelMatch match = match(Duration.ZERO);
        mismatch(match);

        embedder.makesVectorsOf("mini-1");
        mismatch(match);

        assertThat(mismatch(match)).isEmpty();
    }

    private ModelMatch match(Duration validity) {
        return new ModelMatch(List.of(embedder), index, validity);
    }

    private static Optional<String> mismatch(ModelMatch match) {
        return match.mismatch(Deadline.after(Duration.ofSeconds(1)))
                .await()
                .atMost(Duration.ofSeconds(1));
    }
}
