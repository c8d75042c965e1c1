package io.fumikura.localstack.qdrant;

import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Timestamp;
import io.fumikura.localstack.LocalStackConfig;
import io.grpc.Status;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store of its own for each test, reached through the official client, as any Qdrant. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields.
abstract class QdrantTestCase {

    static final String NAME = "points";

    private QdrantServer server;
    QdrantClient client;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        int port = LocalStackConfig.onFreePorts(folder).qdrantPort();
        server = QdrantServer.start(folder, port);
        client =
                new QdrantClient(
                        QdrantGrpcClient.newBuilder("127.0.0.1", port, false, false).build());
        await(client.createCollectionAsync(collection(NAME)));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    static CreateCollection collection(String name) {
        VectorParams text =
                VectorParams.newBuilder().setSize(2).setDistance(Distance.Cosine).build();
        SparseVectorParams words =
                SparseVectorParams.newBuilder().setModifier(Modifier.Idf).build();
        return CreateCollection.newBuilder()
                .setCollectionName(name)
                .setVectorsConfig(
                        VectorsConfig.newBuilder()
                                .setParamsMap(VectorParamsMap.newBuilder().putMap("text", text)))
                .setSparseVectorsConfig(SparseVectorConfig.newBuilder().putMap("words", words))
                .build();
    }

    static PointStruct point(long id, float[] text, Map<String, Value> payload) {
        return PointStruct.newBuilder()
                .setId(id(id))
                .setVectors(namedVectors(Map.of("text", vector(text))))
                .putAllPayload(payload)
                .build();
    }

    static PointStruct sparse(long id, List<Float> values, List<Integer> indices) {
        return PointStruct.newBuilder()
                .setId(id(id))
                .setVectors(namedVectors(Map.of("words", vector(values, indices))))
                .build();
    }

    static QueryPoints dense(String using, float... text) {
        return QueryPoints.newBuilder()
                .setCollectionName(NAME)
                .setUsing(using)
                .setQuery(nearest(text))
                .build();
    }

    static Filter must(Condition condition) {
        return Filter.newBuilder().addMust(condition).build();
    }

    static DatetimeRange from(String instant) {
        return DatetimeRange.newBuilder()
                .setGte(Timestamp.newBuilder().setSeconds(Instant.parse(instant).getEpochSecond()))
                .build();
    }

    List<Long> ids(Filter filter) {
        ScrollPoints request =
                ScrollPoints.newBuilder().setCollectionName(NAME).setFilter(filter).build();
        return await(client.scrollAsync(request)).getResultList().stream()
                .map(point -> point.getId().getNum())
                .toList();
    }

    static <T> T await(ListenableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    static void refuses(Status.Code code, ListenableFuture<?> future) {
        assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .satisfies(
                        failure ->
                                assertThat(Status.fromThrowable(failure).getCode())
                                        .isEqualTo(code));
    }
}
