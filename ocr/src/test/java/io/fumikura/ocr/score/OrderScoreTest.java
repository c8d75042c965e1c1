package io.fumikura.ocr.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderScoreTest {
    @Test
    void countsTheFewestLinesThatWouldHaveToBeMoved() {
        assertThat(OrderScore.of(List.of(0, 1, 2, 3)).moved()).isZero();
        assertThat(OrderScore.of(List.of(1, 2, 3, 0)).moved()).isEqualTo(1);
        assertThat(OrderScore.of(List.of(3, 2, 1, 0)).moved()).isEqualTo(3);
        assertThat(OrderScore.of(List.of(0, 3, 1, 4, 2, 5)).moved())
                .as("two columns read across")
                .isEqualTo(2);
    }

    @Test
    void doesNotMindGaps() {
        assertThat(OrderScore.of(List.of(2, 7, 40)).moved()).isZero();
    }

    @Test
    void isTheShareOfTheLines() {
        OrderScore sum =
                OrderScore.sum(List.of(OrderScore.of(List.of(1, 0)), OrderScore.of(List.of(0, 1))));

        assertThat(sum.errorRate()).isEqualTo(0.25);
        assertThat(OrderScore.of(List.of()).errorRate()).isZero();
    }
}
