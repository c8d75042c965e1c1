package io.fumikura.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final OptionalInt NONE = OptionalInt.empty();

    @Test
    void aCallerHasAMinutesWorthAtOnceAndIsToldHowLongToWait() {
        RequestLimits limits = new RequestLimits(OptionalInt.of(2));

        assertThat(limits.take("a", "k", NONE)).isEmpty();
        assertThat(limits.take("a", "k", NONE)).isEmpty();
        assertThat(limits.take("a", "k", NONE))
                .hasValueSatisfying(
                        wait ->
                                assertThat(wait)
                                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }

    @Test
    void oneCallerDoesNotTakeFromAnother() {
        RequestLimits limits = new RequestLimits(OptionalInt.of(1));
        assertThat(limits.take("a", "k", NONE)).isEmpty();

        assertThat(limits.take("a", "l", NONE)).isEmpty();
        assertThat(limits.take("b", "k", NONE)).isEmpty();
        assertThat(limits.take("a", "k", NONE)).isPresent();
    }

    @Test
    void aLimitOfTheirOwnComesFirstAndWithoutAnyThereIsNone() {
        RequestLimits limits = new RequestLimits(NONE);
        for (int i = 0; i < 1000; i++) {
            assertThat(limits.take("a", "k", NONE)).isEmpty();
        }

        assertThat(limits.take("a", "k", OptionalInt.of(1))).isEmpty();
        assertThat(limits.take("a", "k", OptionalInt.of(1))).isPresent();
    }

    @Test
    void zeroIsNoLimit() {
        RequestLimits none = RequestLimits.of(0);
        RequestLimits one = RequestLimits.of(1);

        assertThat(List.of(none.take("a", "k", NONE), none.take("a", "k", NONE)))
                .containsOnly(Optional.empty());
        assertThat(one.take("a", "k", NONE)).isEmpty();
        assertThat(one.take("a", "k", NONE)).isPresent();
    }

    @Test
    void aStreamThatIsClosedMakesRoomForAnother() {
        OpenStreams streams = new OpenStreams(2);
        assertThat(streams.opened("k")).isTrue();
        assertThat(streams.opened("k")).isTrue();

        assertThat(streams.opened("k")).isFalse();
        assertThat(streams.opened("l")).isTrue();
        streams.closed("k");
        assertThat(streams.opened("k")).isTrue();
        assertThat(streams.opened("k")).isFalse();
    }
}
