package io.fumikura.cli.scratch;

import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.stack.Component;
import io.fumikura.cli.stack.ComponentStatus;
import io.fumikura.cli.stack.FreePorts;
import io.fumikura.cli.stack.Stack;
import io.fumikura.cli.stack.StackSettings;
import io.fumikura.contract.embedding.ModelInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All services on free ports and a folder of their own, so that a measurement never touches a
 * system that is in use: not its data, not its ports, and not the Kafka, PostgreSQL or Qdrant that
 * the environment may name.
 */
public final class ScratchSystem implements AutoCloseable {
    private final Stack stack;
    private final StackSettings settings;
    private final FumikuraClient client;
    private final Thread stopAtExit = new Thread(this::stop, "stop-scratch");

    private ScratchSystem(StackSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.stack = new Stack(settings, progress);
        this.client =
                new FumikuraClient(settings.url(Component.INGEST), settings.url(Component.QUERY));
    }

    /**
     * Returns when all services are ready.
     *
     * @param root of the checkout
     * @param data folder of this system
     * @param own settings of the services that go before the caller's
     */
    public static ScratchSystem start(
            Path root, Path data, Map<String, String> own, Consumer<String> progress)
            throws IOException, InterruptedException {
        ScratchSystem system =
                new ScratchSystem(
                        StackSettings.from(environment(System.getenv(), data, own), root),
                        progress);
        Runtime.getRuntime().addShutdownHook(system.stopAtExit);
        try {
            system.stack.up();
            return system;
        } catch (IOException | InterruptedException | RuntimeException e) {
            system.close();
            throw e;
        }
    }

    /** The caller's settings of the services, but for where anything is. */
    static Map<String, String> environment(
            Map<String, String> callers, Path data, Map<String, String> own) throws IOException {
        Map<String, String> environment = new HashMap<>(callers);
        environment.keySet().removeIf(ScratchSystem::namesAPlace);
        environment.put("FUMIKURA_DATA", data.toAbsolutePath().toString());
        environment.put("QUERY_LOG_QUERIES", "false");
        environment.put("QUERY_OLLAMA_ENABLED", "false");
        environment.putAll(FreePorts.find());
        environment.putAll(own);
        return environment;
    }

    private static boolean namesAPlace(String variable) {
        return variable.startsWith("FUMIKURA_")
                || variable.startsWith("KAFKA_")
                || variable.startsWith("POSTGRES_")
                || variable.startsWith("QDRANT_")
                || variable.startsWith("QUARKUS_")
                || variable.endsWith("_URL")
                || variable.equals("INGEST_BLOB_DIRECTORY");
    }

    public FumikuraClient client() {
        return client;
    }

    /** Where questions are asked. */
    public URI query() {
        return settings.url(Component.QUERY);
    }

    /** Where documents are sent. */
    public URI ingest() {
        return settings.url(Component.INGEST);
    }

    /** What a service with a model says of it. */
    public ModelInfo model(Component service) {
        return client.read(client.fetch(settings.url(service).resolve("/info")), ModelInfo.class);
    }

    /** Every process, with the memory it holds. */
    public List<ComponentStatus> status() throws InterruptedException {
        return stack.status();
    }

    @Override
    public void close() throws IOException {
        client.close();
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException e) {
            // It is running already, because the command was interrupted.
        }
    }

    private void stop() {
        try {
            stack.down();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
