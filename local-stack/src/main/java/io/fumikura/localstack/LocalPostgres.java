package io.fumikura.localstack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * One real PostgreSQL server process on loopback, as root (in a user namespace) or as anyone. The
 * library starts it with fsync off; the settings here, which come later on its command line, put
 * durability back on. Any password is accepted on loopback.
 */
final class LocalPostgres implements AutoCloseable {

    private static final String DATA = "data";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final Path data;

    private LocalPostgres(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /** Completes when the server process ends, whoever ended it. */
    CompletionStage<ProcessHandle> ended() {
        try {
            ProcessHandle process =
                    OrphanedPostgres.running(data)
                            .orElseThrow(() -> new LocalStackException("PostgreSQL has ended."));
            return process.onExit();
        } catch (IOException e) {
            throw new LocalStackException("PostgreSQL's process id cannot be read.", e);
        }
    }

    /** Ends the server of a run that was killed, if it still runs on this folder. */
    static void stopOrphan(Path folder) {
        try {
            OrphanedPostgres.stop(folder.resolve(DATA));
        } catch (IOException e) {
            throw new LocalStackException(
                    "PostgreSQL of an earlier run cannot be looked for in " + folder + ".", e);
        }
    }

    static LocalPostgres start(Path folder, int port) {
        Path data = folder.resolve(DATA);
        Path complete = folder.resolve("complete");
        try {
            if (!Files.exists(complete)) {
                // A first start that was cut off leaves a cluster nothing can open.
                deleteRecursively(data);
            }
            LocalPostgres postgres = new LocalPostgres(launch(folder, data, port), data);
            postgres.createDatabase();
            if (!Files.exists(complete)) {
                Files.createFile(complete);
            }
            return postgres;
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new LocalStackException(
                    "PostgreSQL did not start on " + data + ": " + e.getMessage() + ".", e);
        }
    }

    private static EmbeddedPostgres launch(Path folder, Path data, int port) throws IOException {
        Files.createDirectories(folder);
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries(folder).toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_TIMEOUT)
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "64MB")
                .start();
    }

    /** Unpacked once per user (60 MB, some seconds), not once per data folder. */
    private static Path binaries(Path folder) throws IOException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "fumikura-local-stack");
        Path shared = cache.resolve("postgres");
        try {
            // Private, because the library lets everyone write into the folder it unpacks to.
            DataFolder.createPrivate(cache);
            Files.createDirectories(shared);
            if (Files.isWritable(shared)) {
                return shared;
            }
        } catch (IOException e) {
            // A home that cannot be written to is normal in a container; the data folder can be.
        }
        return Files.createDirectories(folder.resolve("binaries"));
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = 'fumikura'")) {
                statement.execute("CREATE ROLE fumikura LOGIN PASSWORD 'fumikura'");
            }
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = 'fumikura'")) {
                statement.execute("CREATE DATABASE fumikura OWNER fumikura");
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void deleteRecursively(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
