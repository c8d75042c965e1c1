package io.fumikura.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AskingTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final Map<UUID, String> NAMES = Map.of(A, "a", B, "b", C, "c");

    @Test
    void aDocumentCountsByItsBestPassage() {
        assertThat(Asking.ranking(response(hit(A), hit(B), hit(A), hit(C)), NAMES))
                .containsExactly("a", "b", "c");
    }

    @Test
    void documentsThatHoldTheSamePassageFollowTheOneThatIsShown() {
        assertThat(Asking.ranking(response(hit(A, C), hit(B)), NAMES))
                .containsExactly("a", "c", "b");
    }

    @Test
    void takesTheAnsweringDocumentsAwayAlsoWhereTheyHoldAPassageOfAnother() {
        BeirSet.Question question = new BeirSet.Question("q", "何", Map.of("a", 1, "b", 0));
        UUID d = new UUID(0, 4);

        NotFound.Best best =
                Asking.bestLogits(
                        question,
                        response(
                                scored(3.0, A),
                                scored(2.0, C, A),
                                scored(-1.0, B),
                                scored(-2.0, d)),
                        NAMES);

        assertThat(best).isEqualTo(new NotFound.Best(3, -1, -2));
    }

    @Test
    void hasNoLogitsWithoutTheReranker() {
        BeirSet.Question question = new BeirSet.Question("q", "何", Map.of("a", 1));

        assertThat(Asking.bestLogits(question, response(hit(A), hit(B)), NAMES)).isNull();
    }

    private static SearchResponse response(Hit... hits) {
        return new SearchResponse(
                List.of(hits), SearchMode.HYBRID, hits.length, Map.of(), List.of());
    }

    private static Hit hit(UUID document, UUID... alsoIn) {
        return scored(null, document, alsoIn);
    }

    private static Hit scored(@Nullable Double logit, UUID document, UUID... alsoIn) {
        List<Hit.Place> places =
                Arrays.stream(alsoIn).map(id -> new Hit.Place(id, "t", 0, 1, 1, 1)).toList();
        return new Hit(
                1,
                1,
                document,
                document.equals(new UUID(0, 4)) ? "another" : "t",
                1,
                0,
                1,
                1,
                1,
                "text",
                List.of(),
                "text/plain",
                Instant.EPOCH,
                places,
                logit,
                null);
    }
}
