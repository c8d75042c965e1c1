package io.fumikura.index;

import static io.fumikura.index.Chunks.CREATED;
import static io.fumikura.index.Chunks.TENANT;
import static io.fumikura.index.Chunks.await;
import static io.fumikura.index.Chunks.axis;
import static io.fumikura.index.Chunks.writeAndPublish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.index.HybridQuery.Mode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who finds which documents of one tenant. */
class ChunkIndexGroupsTest extends ChunkIndexTestCase {
    private final UUID open = UUID.randomUUID();
    private final UUID legal = UUID.randomUUID();
    private final UUID shared = UUID.randomUUID();
    private final UUID foreign = UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void findsWhatIsOpenAndWhatHasAGroupOfTheReaders(Mode mode) {
        writeAll();

        assertThat(found(mode, Set.of())).containsExactlyInAnyOrder(open);
        assertThat(found(mode, Set.of("sales"))).containsExactlyInAnyOrder(open, shared);
        assertThat(found(mode, Set.of("legal"))).containsExactlyInAnyOrder(open, legal, shared);
        assertThat(found(mode, Set.of("legal", "sales", "x")))
                .containsExactlyInAnyOrder(open, legal, shared);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void findsEveryDocumentOfTheTenantForWhoIsInEveryGroup(Mode mode) {
        writeAll();

        assertThat(found(mode, Reader.ofEverything(TENANT)))
                .containsExactlyInAnyOrder(open, legal, shared);
    }

    @Test
    void takesNoWordOfAReadersForTheMarkOfAnOpenDocument() {
        writeAll();

        assertThat(found(Mode.LEXICAL, Set.of("*"))).containsExactlyInAnyOrder(open);
        assertThatThrownBy(
                        () -> await(index.upsertInvisible(qdrant.compat, List.of(of(open, "*")))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changesTheGroupsOfWhatIsFoundAndOfWhatIsNotYet() {
        writeAll();
        await(index.upsertInvisible(qdrant.compat, List.of(of(2, legal, "legal"))));

        await(index.collections().setGroups(new DocumentRef(TENANT, legal), List.of("sales")));

        assertThat(found(Mode.HYBRID, Set.of("legal"))).containsExactlyInAnyOrder(open, shared);
        await(index.publish(qdrant.compat, TENANT, legal, 2));
        assertThat(found(Mode.HYBRID, Set.of("legal"))).containsExactlyInAnyOrder(open, shared);
        assertThat(found(Mode.HYBRID, Set.of("sales")))
                .containsExactlyInAnyOrder(open, legal, shared);
    }

    @Test
    void opensADocumentToItsTenantAndToNobodyElse() {
        writeAll();

        await(index.collections().setGroups(new DocumentRef(TENANT, legal), List.of()));
        await(index.collections().setGroups(new DocumentRef("other", shared), List.of()));

        assertThat(found(Mode.DENSE, Set.of())).containsExactlyInAnyOrder(open, legal);
    }

    @Test
    void saysOfEachPointWhatItsGroupsAre() {
        writeAll();

        List<PointPlace> places =
                await(
                                index.collections()
                                        .places(
                                                qdrant.compat,
                                                Optional.empty(),
                                                Optional.empty(),
                                                100))
                        .places();

        assertThat(places)
                .filteredOn(place -> place.tenant().equals(TENANT))
                .extracting(PointPlace::groups)
                .containsExactlyInAnyOrder(List.of(), List.of("legal"), List.of("legal", "sales"));
    }

    private void writeAll() {
        IndexedChunk theirs =
                new IndexedChunk(
                        "other",
                        foreign,
                        1,
                        0,
                        1,
                        1,
                        2,
                        "",
                        "契約",
                        List.of(),
                        List.of("legal"),
                        "text/plain",
                        CREATED,
                        axis(0));
        writeAndPublish(
                index,
                qdrant.compat,
                of(open),
                of(legal, "legal"),
                of(shared, "legal", "sales"),
                theirs);
    }

    private static IndexedChunk of(UUID document, String... groups) {
        return of(1, document, groups);
    }

    private static IndexedChunk of(int generation, UUID document, String... groups) {
        return new IndexedChunk(
                TENANT,
                document,
                generation,
                0,
                1,
                1,
                2,
                "",
                "契約",
                List.of(),
                List.of(groups),
                "text/plain",
                CREATED,
                axis(0));
    }

    private List<UUID> found(Mode mode, Set<String> groups) {
        return found(mode, new Reader(TENANT, groups, /* everyGroup= */ false));
    }

    private List<UUID> found(Mode mode, Reader reader) {
        HybridQuery query =
                new HybridQuery(
                        reader,
                        "契約",
                        mode == Mode.LEXICAL ? Optional.empty() : Optional.of(axis(0)),
                        mode,
                        HybridQuery.Filters.NONE,
                        10,
                        /* explain= */ true);
        return await(index.search(query)).stream().map(FoundChunk::documentId).toList();
    }
}
