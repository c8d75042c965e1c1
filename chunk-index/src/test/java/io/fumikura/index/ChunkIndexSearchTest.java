package io.fumikura.index;

import static io.fumikura.index.Chunks.CREATED;
import static io.fumikura.index.Chunks.TENANT;
import static io.fumikura.index.Chunks.await;
import static io.fumikura.index.Chunks.axis;
import static io.fumikura.index.Chunks.chunk;
import static io.fumikura.index.Chunks.dense;
import static io.fumikura.index.Chunks.described;
import static io.fumikura.index.Chunks.hybrid;
import static io.fumikura.index.Chunks.lexical;
import static io.fumikura.index.Chunks.writeAndPublish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChunkIndexSearchTest extends ChunkIndexTestCase {

    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();
    private final UUID three = UUID.randomUUID();

    @Test
    void givesBackEverythingThatWasWritten() {
        writeAndPublish(
                index,
                qdrant.compat,
                described(one, "第十二条 保証人", List.of("法務", "公開"), "application/pdf", CREATED));

        FoundChunk found = await(index.search(lexical("保証人"))).get(0);

        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("score")
                .isEqualTo(
                        new FoundChunk(
                                TENANT,
                                one,
                                1,
                                0,
                                3,
                                10,
                                14,
                                "規程",
                                "第十二条 保証人",
                                List.of("法務", "公開"),
                                "application/pdf",
                                CREATED,
                                0));
        assertThat(found.score()).isPositive();
    }

    @Test
    void neverShowsAnotherTenantsPassages() {
        writeAndPublish(
                index,
                qdrant.compat,
                chunk(TENANT, one, 1, 0, "契約", axis(0)),
                chunk("other", two, 1, 0, "契約", axis(0)));

        assertThat(await(index.search(hybrid("契約", axis(0)))))
                .extracting(FoundChunk::documentId)
                .containsExactly(one);
        await(index.deleteDocument(TENANT, two));
        assertThat(await(index.countPoints("other", two, true))).isEqualTo(1);
    }

    @Test
    void ranksByCosineWhenDense() {
        writeAndPublish(
                index,
                qdrant.compat,
                chunk(TENANT, one, 1, 0, "一", new float[] {3, 4, 0, 0}),
                chunk(TENANT, two, 1, 0, "二", new float[] {0, 1, 0, 0}));

        List<FoundChunk> found = await(index.search(dense(new float[] {2, 0, 0, 0})));

        assertThat(found).extracting(FoundChunk::documentId).containsExactly(one, two);
        assertThat(found.get(0).score()).isCloseTo(0.6, within(1e-5));
        assertThat(found.get(1).score()).isCloseTo(0, within(1e-5));
    }

    /** N = 3 passages, n = 1 has the word and its pair (0.2): idf = ln(2.5 / 1.5 + 1). */
    @Test
    void scoresLexicallyByBm25() {
        writeAndPublish(
                index,
                qdrant.compat,
                chunk(one, 1, 0, "保証人"),
                chunk(two, 1, 0, "敷金"),
                chunk(three, 1, 0, "更新"));
        float weight = new LexicalEncoder().document("", "敷金").values().get(0);

        List<FoundChunk> found = await(index.search(lexical("敷金")));

        assertThat(found).extracting(FoundChunk::documentId).containsExactly(two);
        assertThat(found.get(0).score())
                .isCloseTo(1.2 * weight * Math.log(2.5 / 1.5 + 1), within(1e-4));
    }

    /** Each list alone puts another passage first; only the fusion knows that two is near both. */
    @Test
    void hybridRanksAPassageNearTheTopOfBothAboveTheWinnerOfEither() {
        writeAndPublish(
                index,
                qdrant.compat,
                chunk(TENANT, one, 1, 0, "敷金 返還", axis(1)),
                chunk(TENANT, two, 1, 0, "敷金は更新のときに返還されない", new float[] {9, 1, 0, 0}),
                chunk(TENANT, three, 1, 0, "保証人", axis(0)));
        for (int other = 0; other < 5; other++) {
            writeAndPublish(
                    index,
                    qdrant.compat,
                    chunk(TENANT, UUID.randomUUID(), 1, 0, "附則", new float[] {2, 1, 0, 0}));
        }

        assertThat(await(index.search(lexical("敷金の返還"))).get(0).documentId()).isEqualTo(one);
        assertThat(await(index.search(dense(axis(0)))).get(0).documentId()).isEqualTo(three);
        List<FoundChunk> fused = await(index.search(hybrid("敷金の返還", axis(0))));

        assertThat(fused).extracting(FoundChunk::documentId).startsWith(two, one).contains(three);
    }

    /** One hit says nothing of how good it is: 0.5, and the list of words counts twice. */
    @Test
    void hybridCountsWordsTwice() {
        writeAndPublish(index, qdrant.compat, chunk(one, 1, 0, "敷金"));

        assertThat(await(index.search(hybrid("敷金", axis(0)))).get(0).score())
                .isCloseTo(1.5, within(1e-5));
    }

    @Test
    void hybridFallsBackToTheVectorWhenNoTermIsLeft() {
        writeAndPublish(index, qdrant.compat, chunk(one, 1, 0, "契約"));

        assertThat(await(index.search(hybrid("は？", axis(0))))).hasSize(1);
        assertThat(await(index.search(lexical("は？")))).isEmpty();
    }

    @Test
    void keepsToTheLimit() {
        writeAndPublish(
                index,
                qdrant.compat,
                chunk(one, 1, 0, "契約"),
                chunk(two, 1, 0, "契約"),
                chunk(three, 1, 0, "契約"));
        HybridQuery query =
                new HybridQuery(
                        Chunks.READER,
                        "契約",
                        Optional.empty(),
                        HybridQuery.Mode.LEXICAL,
                        HybridQuery.Filters.NONE,
                        2);

        assertThat(await(index.search(query))).hasSize(2);
    }

    @Test
    void explainsAFoundPassageByBothScoresAndTheTermsItHolds() {
        writeAndPublish(
                index,
                qdrant.compat,
                chunk(TENANT, one, 1, 0, "敷金の返還", axis(1)),
                chunk(TENANT, two, 1, 0, "保証人", axis(0)));

        List<FoundChunk> found =
                await(
                        index.search(
                                new HybridQuery(
                                        Chunks.READER,
                                        "敷金はいつ返還される",
                                        Optional.of(new float[] {3, 4, 0, 0}),
                                        HybridQuery.Mode.HYBRID,
                                        HybridQuery.Filters.NONE,
                                        10,
                                        true)));

        FoundChunk.Scores both = scores(found, one);
        assertThat(both.dense()).isCloseTo(0.8, within(1e-5));
        assertThat(both.lexical()).isPositive();
        assertThat(both.fused()).isEqualTo(found.get(0).score());
        assertThat(both.matchedTerms()).containsExactly("敷金", "返還");
        FoundChunk.Scores byVectorOnly = scores(found, two);
        assertThat(byVectorOnly.dense()).isCloseTo(0.6, within(1e-5));
        assertThat(byVectorOnly.lexical()).isNull();
        assertThat(byVectorOnly.matchedTerms()).isEmpty();
    }

    @Test
    void explainsNothingUnlessAsked() {
        writeAndPublish(index, qdrant.compat, chunk(one, 1, 0, "敷金"));

        assertThat(await(index.search(lexical("敷金"))).get(0).scores()).isNull();
    }

    private static FoundChunk.Scores scores(List<FoundChunk> found, UUID document) {
        return Objects.requireNonNull(
                found.stream()
                        .filter(chunk -> chunk.documentId().equals(document))
                        .findFirst()
                        .orElseThrow()
                        .scores());
    }
}
