package io.fumikura.localstack.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReciprocalRankFusionTest {

    /** The numbers of Qdrant's own test of its formula. */
    @Test
    void scoresAsQdrantDoes() {
        List<Hit> fused =
                ReciprocalRankFusion.fuse(
                        List.of(hits(2, 1), hits(1, 2, 3), hits(5, 3, 1)), 2, List.of(), 10);

        assertThat(fused)
                .containsExactly(
                        new Hit(1, 1.0833334f),
                        new Hit(2, 0.8333334f),
                        new Hit(3, 0.5833334f),
                        new Hit(5, 0.5f));
    }

    @Test
    void ranksADocumentFoundByBothAboveOneFoundByEither() {
        List<Hit> fused =
                ReciprocalRankFusion.fuse(List.of(hits(1, 3), hits(2, 3)), 60, List.of(), 10);

        assertThat(fused.get(0).doc()).isEqualTo(3);
    }

    @Test
    void aListOfWeightZeroAddsNothing() {
        List<Hit> fused =
                ReciprocalRankFusion.fuse(List.of(hits(1), hits(2)), 2, List.of(1f, 0f), 10);

        assertThat(fused).containsExactly(new Hit(1, 0.5f), new Hit(2, 0));
    }

    @Test
    void refusesAnotherNumberOfWeightsThanLists() {
        assertThatThrownBy(
                        () ->
                                ReciprocalRankFusion.fuse(
                                        List.of(hits(1), hits(2)), 2, List.of(1f), 10))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("got 1, expected 2");
    }

    private static List<Hit> hits(int... docs) {
        return java.util.Arrays.stream(docs).mapToObj(doc -> new Hit(doc, 1)).toList();
    }
}
