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
        assertThat(held.due()).isEmpty();
        now = now.plus(Duration.ofSeconds(2));
        assertThat(held.due()).containsExactly("a");

        held.refused("a");
        now = now.plus(Duration.ofSeconds(3));
        assertThat(held.due()).isEmpty();

        for (int i = 0; i < 10; i++) {
            held.refused("a");
        }
        now = now.plus(Duration.ofSeconds(30));
        assertThat(held.due()).containsExactly("a");
    }

    @Test
    void aTopicIsHeldUntilItTakesRowsAgain() {
        held.refused("a");
        held.refused("b");
        now = now.plus(Duration.ofSeconds(60));
        assertThat(held.all()).containsExactlyInAnyOrder("a", "b");

        held.taken(Set.of("a", "c"));

        assertThat(held.all()).containsExactly("b");
    }
}
