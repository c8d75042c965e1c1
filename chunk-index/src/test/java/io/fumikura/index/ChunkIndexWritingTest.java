package io.fumikura.index;

import static io.fumikura.index.Chunks.TENANT;
import static io.fumikura.index.Chunks.await;
import static io.fumikura.index.Chunks.chunk;
import static io.fumikura.index.Chunks.lexical;
import static io.fumikura.index.Chunks.writeAndPublish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkIndexWritingTest extends ChunkIndexTestCase {

    private final UUID document = UUID.randomUUID();

    @Test
    void findsNothingThatIsNotPublished() {
        await(index.upsertInvisible(qdrant.compat, List.of(chunk(document, 1, 0, "契約の解除"))));

        assertThat(await(index.search(lexical("契約")))).isEmpty();
        assertThat(await(index.countPoints(TENANT, document, true))).isZero();
        assertThat(await(index.countPoints(TENANT, document, false))).isEqualTo(1);
    }

    @Test
    void writingTheSamePassageAgainReplacesIt() {
        IndexedChunk first = chunk(document, 1, 0, "契約の解除");
        await(index.upsertInvisible(qdrant.compat, List.of(first, chunk(document, 1, 1, "附則"))));
        await(index.upsertInvisible(qdrant.compat, List.of(first)));

        assertThat(await(index.countPoints(TENANT, document, false))).isEqualTo(2);
    }

    @Test
    void publishingReplacesTheOlderGeneration() {
        writeAndPublish(index, qdrant.compat, chunk(document, 1, 0, "契約は旧い"));
        writeAndPublish(index, qdrant.compat, chunk(document, 2, 0, "契約は新しい"));

        assertThat(await(index.search(lexical("契約"))))
                .extracting(FoundChunk::text)
                .containsExactly("契約は新しい");
        assertThat(await(index.countPoints(TENANT, document, false))).isEqualTo(1);
    }

    @Test
    void aLateRepetitionForAnOldGenerationChangesNothing() {
        writeAndPublish(index, qdrant.compat, chunk(document, 1, 0, "契約は旧い"));
        writeAndPublish(index, qdrant.compat, chunk(document, 2, 0, "契約は新しい"));

        await(index.publish(qdrant.compat, TENANT, document, 1));

        assertThat(await(index.search(lexical("契約"))))
                .extracting(FoundChunk::generation)
                .containsExactly(2);
    }

    @Test
    void aReaderNeverMeetsNoneOrTwoGenerationsWhileOneIsPublished() throws InterruptedException {
        int passages = 5;
        writeGeneration(1, passages);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(20);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        CompletableFuture<Void> reader =
                CompletableFuture.runAsync(
                        () -> {
                            while (!done.get()) {
                                List<FoundChunk> found = await(index.search(lexical("契約")));
                                long generations =
                                        found.stream()
                                                .map(FoundChunk::generation)
                                                .distinct()
                                                .count();
                                seen.add(
                                        found.size()
                                                + " passages, "
                                                + generations
                                                + " generations");
                                if (qdrant.isLocalStore()) {
                                    long count = await(index.countPoints(TENANT, document, true));
                                    seen.add(count + " passages, 1 generations");
                                }
                                reading.countDown();
                            }
                        });

        IntStream.rangeClosed(2, 12).forEach(generation -> writeGeneration(generation, passages));
        reading.await();
        done.set(true);
        await(reader);

        assertThat(seen).containsExactly(passages + " passages, 1 generations");
    }

    private void writeGeneration(int generation, int passages) {
        await(
                index.upsertInvisible(
                        qdrant.compat,
                        IntStream.range(0, passages)
                                .mapToObj(at -> chunk(document, generation, at, "契約 " + at))
                                .toList()));
        await(index.publish(qdrant.compat, TENANT, document, generation));
    }

    @Test
    void deletesADocumentAndOnlyThat() {
        UUID other = UUID.randomUUID();
        writeAndPublish(
                index, qdrant.compat, chunk(document, 1, 0, "契約"), chunk(other, 1, 0, "契約"));

        await(index.deleteDocument(TENANT, document));
        await(index.deleteDocument(TENANT, document));

        assertThat(await(index.search(lexical("契約"))))
                .extracting(FoundChunk::documentId)
                .containsExactly(other);
    }

    @Test
    void leavesAGenerationThatWasPublishedWhenItIsDeletedAsUnpublished() {
        writeAndPublish(index, qdrant.compat, chunk(document, 1, 0, "契約"));

        await(index.deleteUnpublished(TENANT, document, 1));

        assertThat(await(index.countPoints(TENANT, document, true))).isEqualTo(1);
    }

    @Test
    void deletesOneGenerationAndOnlyThat() {
        await(
                index.upsertInvisible(
                        qdrant.compat,
                        List.of(chunk(document, 1, 0, "契約"), chunk(document, 2, 0, "契約"))));

        await(index.deleteUnpublished(TENANT, document, 2));

        assertThat(await(index.countPoints(TENANT, document, false))).isEqualTo(1);
    }

    @Test
    void deletingBeforeAnythingIsPreparedIsNoError() {
        try (ChunkIndex unprepared =
                ChunkIndex.connect(
                        qdrant.address(),
                        Duration.ofSeconds(20),
                        Vocabularies.none(),
                        "no-such-alias")) {
            await(unprepared.deleteDocument(TENANT, document));

            assertThat(await(unprepared.countPoints(TENANT, document, false))).isZero();
        }
    }

    @Test
    void refusesAVectorOfAnotherDimension() {
        IndexedChunk wrong = chunk(TENANT, document, 1, 0, "契約", new float[] {1, 0});

        assertThatThrownBy(() -> await(index.upsertInvisible(qdrant.compat, List.of(wrong))))
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining("dimension");
    }

    @Test
    void keepsVectorsOf1792Dimensions() {
        Random random = new Random(7);
        try (ChunkIndex large =
                ChunkIndex.connect(
                        qdrant.address(),
                        Duration.ofSeconds(20),
                        Vocabularies.none(),
                        qdrant.compat + "-large")) {
            String compat = qdrant.compat + "-large-model";
            await(large.prepare(compat, 1792));
            List<IndexedChunk> chunks =
                    IntStream.range(0, 200)
                            .mapToObj(
                                    at ->
                                            chunk(
                                                    TENANT,
                                                    document,
                                                    1,
                                                    at,
                                                    "第" + at + "条",
                                                    gaussian(random)))
                            .toList();
            await(large.upsertInvisible(compat, chunks));
            await(large.publish(compat, TENANT, document, 1));

            FoundChunk best = await(large.search(Chunks.dense(chunks.get(137).vector()))).get(0);

            assertThat(best.ordinal()).isEqualTo(137);
            assertThat(best.score()).isCloseTo(1, within(1e-4));
        }
    }

    private static float[] gaussian(Random random) {
        float[] vector = new float[1792];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    @Test
    void keepsEverythingOverARestart() throws IOException {
        assumeTrue(qdrant.isLocalStore(), "a real Qdrant is not ours to restart");
        writeAndPublish(index, qdrant.compat, chunk(document, 1, 0, "契約の解除"));

        qdrant.restart();

        try (ChunkIndex again = qdrant.connect()) {
            assertThat(await(again.servedIndexCompat())).isEqualTo(qdrant.compat);
            assertThat(await(again.search(lexical("解除")))).hasSize(1);
            assertThat(
                            await(
                                    again.search(
                                            new HybridQuery(
                                                    Chunks.READER,
                                                    "解除",
                                                    Optional.of(Chunks.axis(0)),
                                                    HybridQuery.Mode.HYBRID,
                                                    HybridQuery.Filters.NONE,
                                                    5))))
                    .hasSize(1);
        }
    }
}
