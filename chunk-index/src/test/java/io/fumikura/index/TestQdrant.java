package io.fumikura.index;

import io.fumikura.localstack.LocalStackConfig;
import io.fumikura.localstack.qdrant.QdrantServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The Qdrant the contract tests run against: local-stack's store, or the real one that {@code
 * FUMIKURA_QDRANT_URL} names (for example {@code http://localhost:6334}; {@code
 * FUMIKURA_QDRANT_API_KEY} if it needs one). Every instance uses an alias and an index_compat of
 * its own, so tests can share a server.
 */
final class TestQdrant implements AutoCloseable {

    private final Path folder;
    private final IndexAddress address;
    private Optional<QdrantServer> server;

    /** Also the alias. */
    final String compat = "test-" + UUID.randomUUID();

    private TestQdrant(Path folder, IndexAddress address, Optional<QdrantServer> server) {
        this.folder = folder;
        this.address = address;
        this.server = server;
    }

    static TestQdrant start(Path folder) throws IOException {
        String url = System.getenv("FUMIKURA_QDRANT_URL");
        if (url != null) {
            URI uri = URI.create(url);
            return new TestQdrant(
                    folder,
                    new IndexAddress(
                            uri.getHost(),
                            uri.getPort(),
                            Optional.ofNullable(System.getenv("FUMIKURA_QDRANT_API_KEY")),
                            "https".equals(uri.getScheme())),
                    Optional.empty());
        }
        int port = LocalStackConfig.onFreePorts(folder).qdrantPort();
        return new TestQdrant(
                folder,
                new IndexAddress("127.0.0.1", port, Optional.empty(), false),
                Optional.of(QdrantServer.start(folder, port)));
    }

    boolean isLocalStore() {
        return server.isPresent();
    }

    void restart() throws IOException {
        server.orElseThrow().close();
        server = Optional.of(QdrantServer.start(folder, address.port()));
    }

    IndexAddress address() {
        return address;
    }

    ChunkIndex connect() {
        return connect(Vocabularies.none());
    }

    ChunkIndex connect(Vocabularies vocabularies) {
        return ChunkIndex.connect(address, Duration.ofSeconds(20), vocabularies, compat);
    }

    QdrantCalls calls() {
        return new QdrantCalls(address, Duration.ofSeconds(20));
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
    }
}
