package io.fumikura.localstack.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionFusionTest {

    /** Mean 2, deviation of the sample 1: 3 is at (3 - 2 + 3) / 6 of the way from -1 to 5. */
    @Test
    void placesAScoreBetweenThreeDeviationsToEitherSide() {
        List<Hit> fused =
                DistributionFusion.fuse(
                        List.of(List.of(new Hit(7, 3), new Hit(8, 2), new Hit(9, 1))), 10);

        assertThat(fused).extracting(Hit::doc).containsExactly(7, 8, 9);
        assertThat(fused.get(0).score()).isCloseTo(4f / 6, within(1e-6f));
        assertThat(fused.get(1).score()).isCloseTo(0.5f, within(1e-6f));
    }

    @Test
    void addsUpTheListsAPointIsIn() {
        List<Hit> list = List.of(new Hit(7, 3), new Hit(8, 2), new Hit(9, 1));

        List<Hit> fused = DistributionFusion.fuse(List.of(list, list), 1);

        assertThat(fused).containsExactly(new Hit(7, 8f / 6));
    }

    @Test
    void aListOfOneAndAListOfEqualsSayNothing() {
        List<Hit> fused =
                DistributionFusion.fuse(
                        List.of(
                                List.of(new Hit(1, 9)),
                                List.of(new Hit(2, 4), new Hit(3, 4)),
                                List.of()),
                        10);

        assertThat(fused).containsExactly(new Hit(1, 0.5f), new Hit(2, 0.5f), new Hit(3, 0.5f));
    }
}
