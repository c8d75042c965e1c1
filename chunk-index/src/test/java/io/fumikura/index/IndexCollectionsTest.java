package io.fumikura.index;

import static io.fumikura.index.Chunks.await;
import static io.fumikura.index.Chunks.axis;
import static io.fumikura.index.Chunks.chunk;
import static io.fumikura.index.Chunks.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IndexCollectionsTest extends ChunkIndexTestCase {
    private final UUID document = UUID.randomUUID();

    @Test
    void searchesFindTheOldCollectionUntilTheAliasIsSwitchedAndAgainAfterItIsSwitchedBack() {
        String next = beside();
        Chunks.writeAndPublish(index, qdrant.compat, chunk(document, 1, 0, "旧"));
        Chunks.writeAndPublish(index, next, chunk(document, 1, 0, "新"));

        assertThat(found()).containsExactly("旧");
        await(index.collections().switchAlias(qdrant.compat, next));
        assertThat(found()).containsExactly("新");
        assertThat(await(index.collections().served())).contains(next);
        await(index.collections().switchAlias(next, qdrant.compat));
        assertThat(found()).containsExactly("旧");
    }

    @Test
    void aSwitchThatWasMadeIsNoErrorAndOneFromElsewhereIs() {
        String next = beside();
        await(index.collections().switchAlias(qdrant.compat, next));

        await(index.collections().switchAlias(qdrant.compat, next));

        assertThatThrownBy(() -> await(index.collections().switchAlias("elsewhere", qdrant.compat)))
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining(next);
    }

    @Test
    void aSearchMayNameTheModelWhateverTheAliasSays() {
        String next = beside();
        Chunks.writeAndPublish(index, qdrant.compat, chunk(document, 1, 0, "旧"));
        Chunks.writeAndPublish(index, next, chunk(document, 1, 0, "新"));

        assertThat(await(index.search(dense(axis(0)), next)))
                .extracting(FoundChunk::text)
                .containsExactly("新");
        await(index.collections().drop(next));
        assertThatThrownBy(() -> await(index.search(dense(axis(0)), next)))
                .isInstanceOf(IndexMismatchException.class);
    }

    @Test
    void deletingADocumentReachesEveryCollection() {
        String next = beside();
        Chunks.writeAndPublish(index, qdrant.compat, chunk(document, 1, 0, "旧"));
        Chunks.writeAndPublish(index, next, chunk(document, 1, 0, "新"));

        await(index.deleteDocument(Chunks.TENANT, document));

        assertThat(await(index.collections().countVisible(qdrant.compat))).isZero();
        assertThat(await(index.collections().countVisible(next))).isZero();
    }

    @Test
    void countsWhatThereIsOfOneGenerationFoundOrNot() {
        Chunks.writeAndPublish(index, qdrant.compat, chunk(document, 1, 0, "一"));
        await(
                index.upsertInvisible(
                        qdrant.compat,
                        List.of(chunk(document, 2, 0, "二"), chunk(document, 2, 1, "三"))));

        assertThat(generation(1)).isEqualTo(1);
        assertThat(generation(2)).isEqualTo(2);
        assertThat(generation(3)).isZero();
    }

    private long generation(int generation) {
        return await(
                index.collections()
                        .countGeneration(
                                qdrant.compat,
                                new DocumentRef(Chunks.TENANT, document),
                                generation));
    }

    @Test
    void deletingWhatIsBeforeAGenerationLeavesItInEveryCollection() {
        String next = beside();
        Chunks.writeAndPublish(index, qdrant.compat, chunk(document, 1, 0, "旧"));
        Chunks.writeAndPublish(index, next, chunk(document, 1, 0, "旧"));
        await(index.upsertInvisible(next, List.of(chunk(document, 2, 0, "新"))));

        await(index.deleteBefore(Chunks.TENANT, document, 2));

        assertThat(await(index.collections().countVisible(qdrant.compat))).isZero();
        assertThat(await(index.collections().countVisible(next))).isZero();
        await(index.publish(next, Chunks.TENANT, document, 2));
        assertThat(await(index.collections().countVisible(next))).isEqualTo(1);
    }

    @Test
    void whatIsSearchedIsNotDropped() {
        assertThatThrownBy(() -> await(index.collections().drop(qdrant.compat)))
                .isInstanceOf(IndexMismatchException.class);
    }

    @Test
    void saysWhereEveryPointIsPageByPage() {
        List<IndexedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            chunks.add(chunk(document, 2, i, "文" + i));
        }
        await(index.upsertInvisible(qdrant.compat, chunks));
        Chunks.writeAndPublish(index, qdrant.compat, chunk(UUID.randomUUID(), 1, 0, "他"));

        List<PointPlace> all = places(Optional.empty());
        List<PointPlace> ofDocument = places(Optional.of(new DocumentRef(Chunks.TENANT, document)));

        assertThat(all).hasSize(26).allMatch(PointPlace::fits);
        assertThat(ofDocument)
                .hasSize(25)
                .allMatch(place -> place.generation() == 2 && !place.visible())
                .extracting(PointPlace::ordinal)
                .containsOnlyOnceElementsOf(chunks.stream().map(IndexedChunk::ordinal).toList());
        await(
                index.collections()
                        .deletePoints(
                                qdrant.compat, ofDocument.stream().map(PointPlace::id).toList()));
        assertThat(places(Optional.empty())).hasSize(1);
    }

    @Test
    void knowsWhatAGenerationSaysOfItsDocumentAndHowLongVectorsAre() {
        Chunks.writeAndPublish(index, qdrant.compat, chunk(document, 1, 0, "文"));
        DocumentRef ref = new DocumentRef(Chunks.TENANT, document);

        assertThat(await(index.collections().facts(qdrant.compat, ref, 1)))
                .contains(new DocumentFacts("", List.of("public"), "text/plain", Chunks.CREATED));
        assertThat(await(index.collections().facts(qdrant.compat, ref, 2))).isEmpty();
        assertThat(await(index.collections().dimension(qdrant.compat)))
                .isEqualTo(OptionalInt.of(Chunks.DIMENSION));
        assertThat(await(index.collections().dimension("nobody"))).isEmpty();
    }

    private String beside() {
        String next = qdrant.compat + "-next";
        await(index.collections().prepareBeside(next, Chunks.DIMENSION));
        assertThat(await(index.collections().all())).contains(qdrant.compat, next);
        return next;
    }

    private List<String> found() {
        return await(index.search(dense(axis(0)))).stream().map(FoundChunk::text).toList();
    }

    private List<PointPlace> places(Optional<DocumentRef> of) {
        List<PointPlace> places = new ArrayList<>();
        Optional<UUID> from = Optional.empty();
        do {
            PlacePage page = await(index.collections().places(qdrant.compat, of, from, 7));
            places.addAll(page.places());
            from = page.next();
        } while (from.isPresent());
        return places;
    }
}
