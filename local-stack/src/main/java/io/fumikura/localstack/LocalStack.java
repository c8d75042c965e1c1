package io.fumikura.localstack;

import io.fumikura.localstack.qdrant.QdrantServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three servers on one data folder. Starting twice on the same folder goes on where the last
 * run ended, also when that run was killed. All listen on loopback only. The Qdrant port is opened
 * last, so an open Qdrant port means that everything is ready.
 */
public final class LocalStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    private static final String HOST = "127.0.0.1";

    private final LocalStackConfig config;

    /** The last started is the first stopped. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private volatile boolean closing;

    private LocalStack(LocalStackConfig config) {
        this.config = config;
    }

    /**
     * Blocks until all three are ready: some seconds, about twenty on the very first start.
     *
     * @throws LocalStackException when a port is taken, or the folder is taken, full or not
     *     writable
     */
    public static LocalStack start(LocalStackConfig config) {
        LocalStack stack = new LocalStack(config);
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startAll() {
        DataFolder folder = DataFolder.open(config.dataDirectory());
        running.push(folder);
        // First, because a PostgreSQL that outlived a killed run may hold the very port we want.
        LocalPostgres.stopOrphan(folder.resolve("postgres"));
        Ports.requireFree(config.kafkaPort(), "Kafka", "--kafka-port");
        Ports.requireFree(config.postgresPort(), "PostgreSQL", "--postgres-port");
        Ports.requireFree(config.qdrantPort(), "the Qdrant store", "--qdrant-port");
        started(
                "PostgreSQL",
                config.postgresPort(),
                () -> postgres(folder.resolve("postgres"), config.postgresPort()));
        started(
                "Kafka",
                config.kafkaPort(),
                () ->
                        LocalKafka.start(
                                folder.resolve("kafka"),
                                config.kafkaPort(),
                                config.kafkaAdvertisedPort()));
        started(
                "The Qdrant store",
                config.qdrantPort(),
                () -> qdrant(folder.resolve("qdrant"), config.qdrantPort()));
    }

    private LocalPostgres postgres(Path folder, int port) {
        LocalPostgres postgres = LocalPostgres.start(folder, port);
        postgres.ended()
                .thenAccept(
                        process -> {
                            if (!closing) {
                                lost.complete(null);
                            }
                        });
        return postgres;
    }

    /** Completes when PostgreSQL's process has ended though nobody closed this. */
    public CompletionStage<Void> lostPostgres() {
        return lost.minimalCompletionStage();
    }

    private static QdrantServer qdrant(Path folder, int port) {
        try {
            return QdrantServer.start(folder, port);
        } catch (IOException e) {
            throw new LocalStackException(
                    "The Qdrant store did not start on " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private void started(String name, int port, Supplier<AutoCloseable> start) {
        long begin = System.nanoTime();
        running.push(start.get());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        LOG.info("{} is ready at {}:{} after {} ms", name, HOST, port, took.toMillis());
    }

    public String kafkaBootstrapServers() {
        return HOST + ":" + config.kafkaPort();
    }

    public String postgresHost() {
        return HOST;
    }

    public int postgresPort() {
        return config.postgresPort();
    }

    public String qdrantHost() {
        return HOST;
    }

    public int qdrantPort() {
        return config.qdrantPort();
    }

    /** The folder's path, for messages. */
    public Path dataDirectory() {
        return config.dataDirectory();
    }

    @Override
    public synchronized void close() {
        closing = true;
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
