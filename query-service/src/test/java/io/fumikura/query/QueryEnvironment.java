package io.fumikura.query;

import io.fumikura.index.ChunkIndex;
import io.fumikura.index.IndexAddress;
import io.fumikura.index.IndexedChunk;
import io.fumikura.localstack.LocalStack;
import io.fumikura.localstack.LocalStackConfig;
import io.fumikura.query.answer.FakeOllama;
import io.fumikura.query.embed.FakeEmbeddingServer;
import io.fumikura.query.front.FakeIngest;
import io.fumikura.query.rerank.FakeRerankServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL and a Qdrant-compatible store with a few documents in it, each behind a gate,
 * and servers that play the models. Tests reach them through {@link World}.
 */
public class QueryEnvironment implements QuarkusTestResourceLifecycleManager {
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** What a test can take away and bring back. */
    public record World(
            FakeEmbeddingServer embedding,
            FakeRerankServer reranker,
            FakeOllama ollama,
            FakeIngest ingest,
            TcpGate postgres,
            TcpGate qdrant) {
        /** Everything there, and as it was at the start. */
        public void whole() {
            embedding.up();
            embedding.makesVectorsOf(FakeEmbeddingServer.INDEX_COMPAT);
            reranker.up();
            ollama.up();
            ollama.hasLoaded(true);
            ingest.up();
            ingest.hasNoPages();
            ollama.writes("有給休暇は20日です[1]。");
            postgres.open();
            qdrant.open();
        }
    }

    // Set by start(), which comes before everything else.
    @SuppressWarnings("NullAway.Init")
    private World world;

    @Override
    public Map<String, String> start() {
        LocalStack stack = opened(LocalStack.start(LocalStackConfig.onFreePorts(folder())));
        world =
                new World(
                        opened(new FakeEmbeddingServer()),
                        opened(new FakeRerankServer()),
                        opened(new FakeOllama()),
                        opened(new FakeIngest()),
                        opened(new TcpGate(stack.postgresPort())),
                        opened(new TcpGate(stack.qdrantPort())));
        world.whole();
        fill(new IndexAddress(stack.qdrantHost(), stack.qdrantPort(), Optional.empty(), false));
        Map<String, String> settings = new HashMap<>();
        settings.put("query.embedding-url", world.embedding().url());
        settings.put("query.reranker-url", world.reranker().url());
        settings.put("query.ingest.url", world.ingest().url());
        settings.put("query.ollama.url", world.ollama().url());
        settings.put("query.ollama.model", FakeOllama.MODEL);
        settings.put("query.ollama.num-context", "8192");
        settings.put("query.ollama.probe", "0s");
        settings.put("query.model-check", "0s");
        settings.put("query.breaker.pause", "100ms");
        settings.put("query.log-queries", "true");
        settings.put("qdrant.host", "127.0.0.1");
        settings.put("qdrant.port", String.valueOf(world.qdrant().port()));
        settings.put("postgres.host", "127.0.0.1");
        settings.put("postgres.port", String.valueOf(world.postgres().port()));
        settings.put("postgres.password", "fumikura");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                world, field -> field.getType().getName().equals(World.class.getName()));
    }

    @Override
    public void stop() {
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void fill(IndexAddress address) {
        try (ChunkIndex index = ChunkIndex.connect(address)) {
            done(index.prepare(FakeEmbeddingServer.INDEX_COMPAT, FakeEmbeddingServer.DIMENSION));
            add(index, "就業規則", List.of("rules"), "年次有給休暇は1年につき20日とする。", "始業は9時、終業は18時とする。");
            add(index, "旅費規程", List.of("rules", "travel"), "国内出張の日当は3,000円とする。");
            add(index, "価格表", List.of("prices"), "型番 AB-1200 の価格は12,800円である。");
            add(index, "Handbook", List.of("english"), "The office opens at nine o'clock.");
            add(index, "application/pdf", "別表", List.of("tables"), "別表の宿泊料は9,800円とする。");
            add(index, "就業規則の写し", List.of("copies"), "年次有給休暇は1年につき20日とする。");
        }
    }

    private static void add(ChunkIndex index, String title, List<String> tags, String... texts) {
        add(index, "text/plain", title, tags, texts);
    }

    private static void add(
            ChunkIndex index, String type, String title, List<String> tags, String... texts) {
        UUID document = documentId(title);
        List<IndexedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            chunks.add(
                    new IndexedChunk(
                            "default",
                            document,
                            1,
                            i,
                            1,
                            i + 1,
                            i + 1,
                            title,
                            texts[i],
                            tags,
                            List.of(),
                            type,
                            Instant.parse("2026-01-01T00:00:00Z"),
                            FakeEmbeddingServer.vector(texts[i])));
        }
        String compat = FakeEmbeddingServer.INDEX_COMPAT;
        done(index.upsertInvisible(compat, chunks));
        done(index.publish(compat, "default", document, 1));
    }

    static UUID documentId(String title) {
        return UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8));
    }

    private static void done(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private static java.nio.file.Path folder() {
        try {
            return Files.createTempDirectory("query-service-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
