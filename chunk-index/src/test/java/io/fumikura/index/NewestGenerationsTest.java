package io.fumikura.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewestGenerationsTest {

    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();

    @Test
    void dropsAnOlderGenerationAlsoWhenItScoresHigher() {
        List<FoundChunk> kept =
                NewestGenerations.of(
                        List.of(found(one, 1, 0), found(two, 1, 0), found(one, 2, 3)), 10);

        assertThat(kept).containsExactly(found(two, 1, 0), found(one, 2, 3));
    }

    @Test
    void keepsAPassageOnce() {
        assertThat(NewestGenerations.of(List.of(found(one, 1, 0), found(one, 1, 0)), 10))
                .containsExactly(found(one, 1, 0));
    }

    @Test
    void countsTheLimitAfterDropping() {
        List<FoundChunk> kept =
                NewestGenerations.of(
                        List.of(found(one, 1, 0), found(one, 2, 0), found(two, 1, 0)), 2);

        assertThat(kept).containsExactly(found(one, 2, 0), found(two, 1, 0));
    }

    private static FoundChunk found(UUID document, int generation, int ordinal) {
        return new FoundChunk(
                Chunks.TENANT,
                document,
                generation,
                ordinal,
                1,
                1,
                1,
                "",
                "",
                List.of(),
                "text/plain",
                Chunks.CREATED,
                1);
    }
}
