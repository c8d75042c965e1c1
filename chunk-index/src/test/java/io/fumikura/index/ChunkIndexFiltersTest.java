package io.fumikura.index;

import static io.fumikura.index.Chunks.CREATED;
import static io.fumikura.index.Chunks.await;
import static io.fumikura.index.Chunks.described;
import static io.fumikura.index.Chunks.lexical;
import static io.fumikura.index.Chunks.writeAndPublish;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A search of only some documents, tags, types or times. */
class ChunkIndexFiltersTest extends ChunkIndexTestCase {

    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();
    private final UUID three = UUID.randomUUID();

    @Test
    void filtersByDocument() {
        writeThreeDescribed();

        assertThat(
                        found(
                                new HybridQuery.Filters(
                                        List.of(one, three), List.of(), List.of(), null, null)))
                .containsExactlyInAnyOrder(one, three);
    }

    @Test
    void filtersByOneOfTheTags() {
        writeThreeDescribed();

        assertThat(
                        found(
                                new HybridQuery.Filters(
                                        List.of(), List.of("人事", "無い"), List.of(), null, null)))
                .containsExactlyInAnyOrder(two, three);
    }

    @Test
    void filtersByContentType() {
        writeThreeDescribed();

        assertThat(
                        found(
                                new HybridQuery.Filters(
                                        List.of(), List.of(), List.of("text/html"), null, null)))
                .containsExactly(two);
    }

    @Test
    void filtersFromAnInstantOnAndBeforeAnother() {
        writeThreeDescribed();

        assertThat(
                        found(
                                new HybridQuery.Filters(
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        CREATED.plus(Duration.ofDays(1)),
                                        CREATED.plus(Duration.ofDays(2)))))
                .containsExactly(two);
    }

    @Test
    void takesInstantsThatNoCalendarOfTheIndexHas() {
        writeThreeDescribed();

        assertThat(
                        found(
                                new HybridQuery.Filters(
                                        List.of(), List.of(), List.of(), Instant.MIN, Instant.MAX)))
                .containsExactlyInAnyOrder(one, two, three);
        assertThat(
                        found(
                                new HybridQuery.Filters(
                                        List.of(), List.of(), List.of(), Instant.MAX, null)))
                .isEmpty();
    }

    @Test
    void allFiltersMustHoldTogether() {
        writeThreeDescribed();

        assertThat(
                        found(
                                new HybridQuery.Filters(
                                        List.of(one, two),
                                        List.of("人事"),
                                        List.of("text/html"),
                                        CREATED,
                                        null)))
                .containsExactly(two);
    }

    private void writeThreeDescribed() {
        writeAndPublish(
                index,
                qdrant.compat,
                described(one, "契約", List.of("法務"), "text/plain", CREATED),
                described(
                        two,
                        "契約",
                        List.of("法務", "人事"),
                        "text/html",
                        CREATED.plus(Duration.ofDays(1))),
                described(
                        three,
                        "契約",
                        List.of("人事"),
                        "application/pdf",
                        CREATED.plus(Duration.ofDays(2))));
    }

    private List<UUID> found(HybridQuery.Filters filters) {
        return await(index.search(lexical("契約", filters))).stream()
                .map(FoundChunk::documentId)
                .toList();
    }
}
