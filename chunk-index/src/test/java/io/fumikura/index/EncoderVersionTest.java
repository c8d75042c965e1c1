package io.fumikura.index;

import static io.fumikura.index.Chunks.await;
import static io.fumikura.index.Chunks.chunk;
import static io.fumikura.index.Chunks.lexical;
import static io.fumikura.index.Chunks.writeAndPublish;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Points.PointVectors;
import io.qdrant.client.grpc.Points.UpdatePointVectors;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** An index that another release of the lexical encoder wrote. */
class EncoderVersionTest extends ChunkIndexTestCase {

    private final UUID one = UUID.randomUUID();

    @Test
    void questionsToAnOlderIndexAreRefusedUntilItIsPreparedAnew() {
        IndexedChunk chunk = chunk(one, 1, 0, "敷金");
        writeAndPublish(index, qdrant.compat, chunk);
        spoilWords(chunk);
        say(LexicalEncoder.ENCODER_VERSION - 1);
        try (ChunkIndex upgraded = qdrant.connect()) {
            assertThatThrownBy(() -> await(upgraded.search(lexical("敷金"))))
                    .isInstanceOf(IndexMismatchException.class)
                    .hasMessageContaining("ingest-service");

            await(upgraded.prepare(qdrant.compat, Chunks.DIMENSION));

            assertThat(await(upgraded.search(lexical("敷金"))))
                    .extracting(FoundChunk::documentId)
                    .containsExactly(one);
            assertThat(await(upgraded.search(Chunks.dense(Chunks.axis(0))))).hasSize(1);
        }
    }

    @Test
    void theLogSaysWhenWordsAreEncodedAnewAndWhenTheyAre() {
        writeAndPublish(index, qdrant.compat, chunk(one, 1, 0, "敷金"));
        say(LexicalEncoder.ENCODER_VERSION - 1);
        List<String> logged = new CopyOnWriteArrayList<>();
        List<Boolean> renewing = new CopyOnWriteArrayList<>();
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        logged.add(line.getMessage());
                        renewing.add(index.isRenewingWords());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger logger = Logger.getLogger(CollectionPreparation.class.getName());
        logger.addHandler(handler);
        try {
            await(index.prepare(qdrant.compat, Chunks.DIMENSION));
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(logged)
                .satisfiesExactly(
                        begun -> assertThat(begun).contains(qdrant.compat, "encoded anew"),
                        done -> assertThat(done).contains("1 passages"));
        assertThat(renewing).containsExactly(true, true);
        assertThat(index.isRenewingWords()).isFalse();
    }

    @Test
    void anIndexOfALaterReleaseIsLeftAlone() {
        say(LexicalEncoder.ENCODER_VERSION + 1);
        try (ChunkIndex older = qdrant.connect()) {
            assertThatThrownBy(() -> await(older.prepare(qdrant.compat, Chunks.DIMENSION)))
                    .isInstanceOf(IndexMismatchException.class)
                    .hasMessageContaining("encoder version");
        }
    }

    @Test
    void renewingGoesOnOverMorePassagesThanAPage() {
        IndexedChunk[] chunks = new IndexedChunk[300];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = chunk(one, 1, i, "敷金 " + i);
        }
        await(index.upsertInvisible(qdrant.compat, List.of(chunks)));

        assertThat(await(index.renewWords(Chunks.TENANT))).isEqualTo(300);
        assertThat(await(index.renewWords("other"))).isZero();
    }

    /** As an older encoder might have written it. */
    private void spoilWords(IndexedChunk chunk) {
        try (QdrantCalls calls = qdrant.calls()) {
            PointVectors other =
                    PointVectors.newBuilder()
                            .setId(id(PointIds.of(chunk)))
                            .setVectors(
                                    namedVectors(
                                            Map.of("lexical", vector(List.of(1f), List.of(1)))))
                            .build();
            UpdatePointVectors request =
                    UpdatePointVectors.newBuilder()
                            .setCollectionName(qdrant.compat)
                            .setWait(true)
                            .addPoints(other)
                            .build();
            await(calls.points(stub -> stub.updateVectors(request)));
        }
    }

    private void say(int version) {
        try (QdrantCalls calls = qdrant.calls()) {
            UpdateCollection request =
                    UpdateCollection.newBuilder()
                            .setCollectionName("chunks-" + qdrant.compat)
                            .putMetadata("lexical_encoder", value(version))
                            .build();
            await(calls.collections(stub -> stub.update(request)));
        }
    }
}
