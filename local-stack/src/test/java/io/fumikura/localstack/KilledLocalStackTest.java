package io.fumikura.localstack;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class KilledLocalStackTest {

    private static final String COLLECTION = "killed";

    @Test
    void keepsEveryAcknowledgedPointAndStopsTheOrphanedPostgres(@TempDir Path folder)
            throws Exception {
        LocalStackConfig config = LocalStackConfig.onFreePorts(folder);
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", config.qdrantPort())
                        .usePlaintext()
                        .build();
        long acknowledged;
        try (LocalStackProcess first = LocalStackProcess.launch(config).awaitReady()) {
            createTable(config);
            createCollection(channel);
            CountDownLatch enough = new CountDownLatch(30);
            CompletableFuture<Long> writer =
                    CompletableFuture.supplyAsync(() -> upsertUntilItFails(channel, enough));
            enough.await();
            first.kill();
            acknowledged = writer.get(60, TimeUnit.SECONDS);
        }
        assertThat(acknowledged).isGreaterThanOrEqualTo(30);
        long orphan = postgresPid(folder);
        assertThat(ProcessHandle.of(orphan)).as("postgres outlives the killed JVM").isPresent();

        try (LocalStackProcess second = LocalStackProcess.launch(config).awaitReady()) {
            channel.resetConnectBackoff();
            assertThat(count(channel)).isGreaterThanOrEqualTo(acknowledged);
            assertThat(postgresPid(folder)).isNotEqualTo(orphan);
            assertThat(tableExists(config)).isTrue();
            assertThat(second).isNotNull();
        } finally {
            channel.shutdownNow();
            LocalPostgres.stopOrphan(folder.resolve("postgres"));
        }
        assertThat(folder.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void endsWhenItsPostgresIsKilledAndStartsAgain(@TempDir Path folder) throws Exception {
        LocalStackConfig config = LocalStackConfig.onFreePorts(folder);
        try (LocalStackProcess first = LocalStackProcess.launch(config).awaitReady()) {
            ProcessHandle.of(postgresPid(folder)).orElseThrow().destroyForcibly();

            assertThat(first.outputToTheEnd()).contains("PostgreSQL has ended");
            assertThat(first.exitCode()).isNotZero();
        }
        try (LocalStackProcess second = LocalStackProcess.launch(config).awaitReady()) {
            createTable(config);
            assertThat(tableExists(config)).isTrue();
            assertThat(second).isNotNull();
        }
    }

    private static long upsertUntilItFails(ManagedChannel channel, CountDownLatch enough) {
        PointsGrpc.PointsBlockingStub points = PointsGrpc.newBlockingStub(channel);
        long acknowledged = 0;
        try {
            while (true) {
                PointStruct point =
                        PointStruct.newBuilder()
                                .setId(id(acknowledged))
                                .setVectors(vectors(1, 0, 0, 1))
                                .putPayload("n", value(acknowledged))
                                .build();
                points.withDeadlineAfter(20, TimeUnit.SECONDS)
                        .upsert(
                                UpsertPoints.newBuilder()
                                        .setCollectionName(COLLECTION)
                                        .setWait(true)
                                        .addAllPoints(List.of(point))
                                        .build());
                acknowledged++;
                enough.countDown();
            }
        } catch (StatusRuntimeException e) {
            return acknowledged;
        }
    }

    private static void createCollection(ManagedChannel channel) {
        CreateCollection request =
                CreateCollection.newBuilder()
                        .setCollectionName(COLLECTION)
                        .setVectorsConfig(
                                VectorsConfig.newBuilder()
                                        .setParams(
                                                VectorParams.newBuilder()
                                                        .setSize(4)
                                                        .setDistance(Distance.Cosine)))
                        .build();
        assertThat(CollectionsGrpc.newBlockingStub(channel).create(request).getResult()).isTrue();
    }

    private static long count(ManagedChannel channel) {
        return PointsGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .count(
                        CountPoints.newBuilder()
                                .setCollectionName(COLLECTION)
                                .setExact(true)
                                .build())
                .getResult()
                .getCount();
    }

    private static long postgresPid(Path folder) throws Exception {
        Path pidFile = folder.resolve("postgres/data/postmaster.pid");
        return Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    }

    private static void createTable(LocalStackConfig config) throws Exception {
        try (Connection connection = connect(config)) {
            connection.createStatement().execute("CREATE TABLE kept (word text)");
        }
    }

    private static boolean tableExists(LocalStackConfig config) throws Exception {
        try (Connection connection = connect(config)) {
            return connection.createStatement().execute("SELECT word FROM kept");
        }
    }

    private static Connection connect(LocalStackConfig config) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + config.postgresPort() + "/fumikura",
                "fumikura",
                "fumikura");
    }
}
