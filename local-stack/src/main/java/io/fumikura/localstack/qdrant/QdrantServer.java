package io.fumikura.localstack.qdrant;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The gRPC server on loopback, over the collections of one folder. */
public final class QdrantServer implements AutoCloseable {

    private static final int MAX_MESSAGE_BYTES = 64 << 20;
    private static final int THREADS = 8;
    private static final long DRAIN_SECONDS = 5;

    private final Server server;
    private final ExecutorService threads;
    private final CollectionRegistry registry;

    private QdrantServer(Server server, ExecutorService threads, CollectionRegistry registry) {
        this.server = server;
        this.threads = threads;
        this.registry = registry;
    }

    public static QdrantServer start(Path folder, int port) throws IOException {
        CollectionRegistry registry = CollectionRegistry.open(folder);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, QdrantServer::thread);
        Server server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .executor(threads)
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        // As Qdrant's own, which lets clients ask as often as they like.
                        .permitKeepAliveTime(1, TimeUnit.SECONDS)
                        .addService(new CollectionsService(registry))
                        .addService(new PointsService(registry))
                        .addService(new HealthService())
                        .build();
        QdrantServer qdrant = new QdrantServer(server, threads, registry);
        try {
            server.start();
            return qdrant;
        } catch (IOException e) {
            qdrant.close();
            throw e;
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "qdrant-store");
        thread.setDaemon(true);
        return thread;
    }

    /** Lets running calls end, then closes the indexes. */
    @Override
    public void close() throws IOException {
        server.shutdown();
        try {
            if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
        registry.close();
    }
}
