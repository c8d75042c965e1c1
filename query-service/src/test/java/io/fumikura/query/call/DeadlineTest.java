package io.fumikura.query.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    /** A timer of Vert.x for less is refused, and who waited for it would wait for ever. */
    @Test
    void hasNothingLeftWhereLessThanAMillisecondIs() {
        Deadline deadline = Deadline.after(Duration.ofNanos(999_999));

        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.atMost(Duration.ofSeconds(1))).isZero();
    }

    @Test
    void givesTheShorterOfALimitAndWhatIsLeft() {
        Deadline deadline = Deadline.after(Duration.ofMinutes(5));

        assertThat(deadline.atMost(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(deadline.atMost(Duration.ofHours(1)))
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }
}
