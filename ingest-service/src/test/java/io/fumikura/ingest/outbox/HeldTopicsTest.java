package io.fumikura.ingest.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldTopicsTest {
    private Instant now = Instant.EPOCH;
    private final HeldTopics held = new HeldTopics(() -> now);

    @Test
    void aTopicIsLeftAloneLongerEachTime() {
        held.refused("a");
        assertThat(held.now()).containsExactly("a");
        now = now.plus(Duration.ofSeconds(2));
        assertThat(held.now()).isEmpty();

        held.refused("a");
        now = now.plus(Duration.ofSeconds(3));
        assertThat(held.now()).containsExactly("a");

        for (int i = 0; i < 10; i++) {
            held.refused("a");
        }
        now = now.plus(Duration.ofSeconds(30));
        assertThat(held.now()).isEmpty();
    }

    @Test
    void oneThatTakesRowsAgainIsNotHeld() {
        held.refused("a");
        held.refused("b");

        held.taken(Set.of("a", "c"));

        assertThat(held.now()).containsExactly("b");
    }
}
