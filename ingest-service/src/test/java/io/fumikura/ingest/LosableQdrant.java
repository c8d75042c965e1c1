package io.fumikura.ingest;

import io.fumikura.index.IndexAddress;
import io.fumikura.localstack.LocalStackConfig;
import io.fumikura.localstack.qdrant.QdrantServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A store that speaks Qdrant, whose volume can be lost. */
public final class LosableQdrant implements AutoCloseable {
    private final Path folder;
    private final int port;
    private QdrantServer server;
    private int volume;

    private LosableQdrant(Path folder, int port, QdrantServer server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    public static LosableQdrant start(Path folder) throws IOException {
        return start(folder, LocalStackConfig.onFreePorts(folder).qdrantPort());
    }

    static LosableQdrant start(Path folder, int port) throws IOException {
        return new LosableQdrant(folder, port, server(folder, 0, port));
    }

    private static QdrantServer server(Path folder, int volume, int port) throws IOException {
        return QdrantServer.start(
                Files.createDirectories(folder.resolve("volume-" + volume)), port);
    }

    /** It comes back at the same address with nothing in it. */
    public void lose() {
        try {
            server.close();
            server = server(folder, ++volume, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public IndexAddress address() {
        return new IndexAddress("127.0.0.1", port, Optional.empty(), false);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
