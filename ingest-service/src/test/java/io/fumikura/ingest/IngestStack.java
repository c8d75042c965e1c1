package io.fumikura.ingest;

import io.fumikura.localstack.LocalStack;
import io.fumikura.localstack.LocalStackConfig;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka, a real PostgreSQL and a store that speaks Qdrant, on free ports and an empty
 * folder; and the routes of the embedding service that ingest asks for.
 */
public class IngestStack implements QuarkusTestResourceLifecycleManager {
    static final String INDEX_COMPAT = "test-v1";
    static final int DIMENSION = 64;

    private @Nullable LocalStack stack;
    private @Nullable FakeEmbeddingRoutes embedding;
    private @Nullable FakeEmbeddingRoutes next;
    private @Nullable Path folder;

    @Override
    public Map<String, String> start() {
        try {
            Path data = Files.createTempDirectory("fumikura-ingest");
            folder = data;
            LocalStack started =
                    LocalStack.start(LocalStackConfig.onFreePorts(data.resolve("stack")));
            stack = started;
            FakeEmbeddingRoutes routes = FakeEmbeddingRoutes.start();
            embedding = routes;
            FakeEmbeddingRoutes other = FakeEmbeddingRoutes.startNext();
            next = other;
            Map<String, String> settings = new HashMap<>();
            settings.put("quarkus.http.test-port", "0");
            settings.put("quarkus.http.test-host", "127.0.0.1");
            settings.put("quarkus.http.host", "127.0.0.1");
            settings.put("kafka.bootstrap.servers", started.kafkaBootstrapServers());
            settings.put("postgres.host", started.postgresHost());
            settings.put("postgres.port", Integer.toString(started.postgresPort()));
            settings.put("postgres.password", "fumikura");
            settings.put("qdrant.host", started.qdrantHost());
            settings.put("qdrant.port", Integer.toString(started.qdrantPort()));
            settings.put("ingest.embedding-url", routes.address().toString());
            settings.put("ingest.reindex.embedding-url", other.address().toString());
            settings.put("ingest.blob-directory", data.resolve("blobs").toString());
            settings.put("ingest.events-interval", "50ms");
            settings.put("ingest.parse.timeout", "10s");
            // Quarkus asks for what any test injects.
            settings.put("test.s3.port", "0");
            settings.put("test.s3.folder", data.resolve("s3").toString());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (embedding != null) {
            embedding.close();
        }
        if (next != null) {
            next.close();
        }
        if (stack != null) {
            stack.close();
        }
        if (folder != null) {
            deleteAll(folder);
        }
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
