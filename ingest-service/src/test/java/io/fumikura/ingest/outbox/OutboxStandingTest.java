package io.fumikura.ingest.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxStandingTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private Instant now = Instant.EPOCH.plusSeconds(3_600);
    private Uni<List<Backlog>> backlogs = Uni.createFrom().item(List.of());
    private final OutboxStanding standing = new OutboxStanding(() -> backlogs, () -> now);

    @Test
    void aBacklogThatGetsShorterIsNotStuckHoweverOldItIs() {
        look(new Backlog("chunks", 9_000, 1, Instant.EPOCH));
        later(5);
        look(new Backlog("chunks", 8_000, 1_001, Instant.EPOCH));
        later(10);
        look(new Backlog("chunks", 7_000, 2_001, Instant.EPOCH));

        assertThat(standing.stuckFor(TEN)).isEmpty();
        assertThat(standing.waiting()).isEqualTo(7_000);
        assertThat(standing.age()).isEqualTo(Duration.ofSeconds(3_615));
    }

    @Test
    void aTopicWhoseOldestRowStaysIsStuck() {
        Backlog stays = new Backlog("documents", 3, 7, now);
        look(stays, new Backlog("chunks", 1, 8, now));
        later(5);
        look(stays, new Backlog("chunks", 1, 9, now));
        assertThat(standing.stuckFor(TEN)).isEmpty();
        later(5);
        look(stays, new Backlog("chunks", 1, 10, now));

        assertThat(standing.stuckFor(TEN)).containsExactly("documents");
        later(60);
        look(new Backlog("documents", 2, 8, now));
        assertThat(standing.stuckFor(TEN)).isEmpty();
    }

    @Test
    void nothingGrowsWhileNobodyCanLook() {
        look(new Backlog("documents", 3, 7, now));

        later(600);

        assertThat(standing.age()).isZero();
        assertThat(standing.stuckFor(TEN)).isEmpty();
        backlogs = Uni.createFrom().failure(new IllegalStateException("the database is away"));
        standing.look();
        assertThat(standing.waiting()).isZero();
    }

    private void look(Backlog... found) {
        backlogs = Uni.createFrom().item(List.of(found));
        standing.look();
    }

    private void later(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
