package io.fumikura.index;

import static io.fumikura.index.Chunks.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields.
class ChunkIndexPreparationTest {

    private TestQdrant qdrant;
    private ChunkIndex index;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        qdrant = TestQdrant.start(folder);
        index = qdrant.connect();
    }

    @AfterEach
    void stop() throws IOException {
        index.close();
        qdrant.close();
    }

    @Test
    void makesTheCollectionItsFieldIndexesAndTheAlias() {
        await(index.prepare(qdrant.compat, Chunks.DIMENSION));

        assertThat(await(index.servedIndexCompat())).isEqualTo(qdrant.compat);
        CollectionInfo info = info();
        assertThat(info.getPayloadSchemaMap())
                .containsKeys(
                        "tenant",
                        "document_id",
                        "generation",
                        "visible",
                        "tags",
                        "content_type",
                        "created_at");
        assertThat(
                        info.getPayloadSchemaOrThrow("tenant")
                                .getParams()
                                .getKeywordIndexParams()
                                .getIsTenant())
                .isTrue();
    }

    @Test
    void mayBeRepeated() {
        await(index.prepare(qdrant.compat, Chunks.DIMENSION));
        await(index.prepare(qdrant.compat, Chunks.DIMENSION));

        assertThat(await(index.servedIndexCompat())).isEqualTo(qdrant.compat);
    }

    @Test
    void mayBeDoneByManyServicesAtOnce() {
        List<CompletableFuture<Void>> all =
                IntStream.range(0, 8)
                        .mapToObj(
                                service ->
                                        index.prepare(qdrant.compat, Chunks.DIMENSION)
                                                .toCompletableFuture())
                        .toList();

        all.forEach(Chunks::await);

        assertThat(await(index.servedIndexCompat())).isEqualTo(qdrant.compat);
    }

    @Test
    void refusesAnotherModelThanTheServedOne() {
        await(index.prepare(qdrant.compat, Chunks.DIMENSION));

        assertThatThrownBy(() -> await(index.prepare(qdrant.compat + "-2", Chunks.DIMENSION)))
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining(qdrant.compat)
                .hasMessageContaining(qdrant.compat + "-2");
    }

    @Test
    void refusesAnotherDimension() {
        await(index.prepare(qdrant.compat, Chunks.DIMENSION));

        assertThatThrownBy(() -> await(index.prepare(qdrant.compat, 8)))
                .isInstanceOf(IndexMismatchException.class)
                .hasMessageContaining("4")
                .hasMessageContaining("8");
    }

    @Test
    void refusesANameNoCollectionCanHave() {
        assertThatThrownBy(() -> index.prepare("a/b", Chunks.DIMENSION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a/b");
    }

    @Test
    void anIndexThatIsNotThereIsNotTakenForAnEmptyOne() {
        assertThatThrownBy(() -> await(index.search(Chunks.lexical("契約"))))
                .isInstanceOf(IndexMissingException.class);
        assertThatThrownBy(() -> await(index.servedIndexCompat()))
                .isInstanceOf(IndexMissingException.class)
                .hasMessageContaining(qdrant.compat);
        assertThat(await(index.collections().serving())).isEmpty();
    }

    @Test
    void anIndexMadeInThePlaceOfALostOneSaysSoUntilItIsDeclaredWhole() {
        await(index.prepare(qdrant.compat, Chunks.DIMENSION, /* expectDocuments= */ true));
        await(index.prepare(qdrant.compat, Chunks.DIMENSION));

        assertThat(await(index.collections().serving()))
                .contains(new ServedCollection(qdrant.compat, /* whole= */ false));
        await(index.collections().declareWhole("another"));
        assertThat(await(index.collections().serving()).map(ServedCollection::whole))
                .contains(false);
        await(index.collections().declareWhole(qdrant.compat));
        await(index.collections().declareWhole(qdrant.compat));
        assertThat(await(index.collections().serving()))
                .contains(new ServedCollection(qdrant.compat, /* whole= */ true));
    }

    @Test
    void anIndexThatIsThereLacksNothingWhateverIsExpected() {
        await(index.prepare(qdrant.compat, Chunks.DIMENSION));
        await(index.prepare(qdrant.compat, Chunks.DIMENSION, /* expectDocuments= */ true));

        assertThat(await(index.collections().serving()).map(ServedCollection::whole))
                .contains(true);
    }

    @Test
    void namesTheAddressAndTheCauseWhenQdrantIsDown() throws IOException {
        assumeTrue(qdrant.isLocalStore(), "needs own server");
        qdrant.close();

        assertThatThrownBy(() -> await(index.search(Chunks.lexical("契約"))))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("127.0.0.1:" + qdrant.address().port())
                .hasMessageContaining("refused");
    }

    @Test
    void givesUpAtTheDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                ChunkIndex waiting =
                        ChunkIndex.connect(
                                new IndexAddress(
                                        "127.0.0.1",
                                        silent.getLocalPort(),
                                        Optional.empty(),
                                        false),
                                Duration.ofMillis(300))) {

            assertThatThrownBy(() -> await(waiting.servedIndexCompat()))
                    .isInstanceOf(IndexUnavailableException.class)
                    .hasMessageContaining("did not answer within 300 ms");
        }
    }

    private CollectionInfo info() {
        try (QdrantCalls calls = qdrant.calls()) {
            return await(
                            calls.collections(
                                    stub ->
                                            stub.get(
                                                    GetCollectionInfoRequest.newBuilder()
                                                            .setCollectionName(qdrant.compat)
                                                            .build())))
                    .getResult();
        }
    }
}
