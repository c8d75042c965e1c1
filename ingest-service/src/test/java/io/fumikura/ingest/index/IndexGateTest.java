package io.fumikura.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.IndexAddress;
import io.fumikura.ingest.LosableQdrant;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexGateTest {

    @Test
    void staysClosedWithTheReasonWhileTheEmbeddingServiceIsAway() throws IOException {
        EmbeddingModel away =
                () ->
                        Uni.createFrom()
                                .failure(
                                        new ServiceException(
                                                ErrorCode.DEPENDENCY_UNAVAILABLE, "nobody home"));

        assertReason(away, "nobody home");
    }

    @Test
    void staysClosedWithTheReasonWhileQdrantIsAway() throws IOException {
        assertReason(() -> Uni.createFrom().item(model(8)), "Qdrant");
    }

    @Test
    void staysClosedForAModelThatMakesNoVectors() throws IOException {
        assertReason(() -> Uni.createFrom().item(model(null)), "makes no vectors");
    }

    @Test
    void makesALostIndexAnewWhichSaysWhatItLacks(@TempDir Path folder) throws IOException {
        FakeRecords records = new FakeRecords();
        try (LosableQdrant qdrant = LosableQdrant.start(folder);
                ChunkIndex index = ChunkIndex.connect(qdrant.address())) {
            IndexGate gate = new IndexGate(() -> Uni.createFrom().item(model(8)), index, records);
            gate.open();
            await().atMost(Duration.ofSeconds(15)).until(gate::isOpen);
            gate.look();
            assertThat(gate.isWhole()).isTrue();
            assertThat(gate.reason()).isEmpty();

            records.haveIndexedDocuments();
            qdrant.lose();
            await().atMost(Duration.ofSeconds(15))
                    .until(
                            () -> {
                                gate.look();
                                return gate.isOpen() && !gate.isWhole();
                            });

            assertThat(gate.reason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("reconcile"));
            index.collections().declareWhole("m-v1").toCompletableFuture().join();
            await().atMost(Duration.ofSeconds(15))
                    .until(
                            () -> {
                                gate.look();
                                return gate.isWhole();
                            });
        }
    }

    @Test
    void anIndexThatIsMadeBeforeTheFirstDocumentLacksNothing(@TempDir Path folder)
            throws IOException {
        try (LosableQdrant qdrant = LosableQdrant.start(folder);
                ChunkIndex index = ChunkIndex.connect(qdrant.address())) {
            IndexGate gate =
                    new IndexGate(() -> Uni.createFrom().item(model(8)), index, new FakeRecords());

            gate.open();

            await().atMost(Duration.ofSeconds(15)).until(gate::isWhole);
        }
    }

    private static void assertReason(EmbeddingModel model, String words) throws IOException {
        try (ChunkIndex index = nowhere()) {
            IndexGate gate = new IndexGate(model, index, new FakeRecords());

            gate.open();

            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(
                            () ->
                                    assertThat(gate.reason())
                                            .hasValueSatisfying(
                                                    r -> assertThat(r).contains(words)));
            assertThat(gate.isOpen()).isFalse();
        }
    }

    /** A port where nobody listens. */
    private static ChunkIndex nowhere() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return ChunkIndex.connect(
                    new IndexAddress("127.0.0.1", free.getLocalPort(), Optional.empty(), false));
        }
    }

    private static ModelInfo model(@org.jspecify.annotations.Nullable Integer dimension) {
        return new ModelInfo(
                "m", "float32", Map.of(), 1, 1, 1, "0", dimension, "m-v1", null, "0", Map.of(),
                "cpu", "a test", "none", true);
    }
}
