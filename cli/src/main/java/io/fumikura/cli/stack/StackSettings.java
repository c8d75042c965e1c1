package io.fumikura.cli.stack;

import io.fumikura.cli.CommandFailure;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the system on this machine is: its folders and ports.
 *
 * @param root the checkout
 * @param dataDirectory everything that survives a restart, and the logs
 * @param ports by component; local-stack's is that of its Qdrant-compatible store
 * @param environment passed on to the services, so that any of their settings can be set
 */
public record StackSettings(
        Path root,
        Path dataDirectory,
        Map<Component, Integer> ports,
        int kafkaPort,
        int postgresPort,
        Map<String, String> environment) {

    static final String KAFKA_PORT = "FUMIKURA_KAFKA_PORT";
    private static final String KAFKA_ADVERTISED_PORT = "FUMIKURA_KAFKA_ADVERTISED_PORT";
    static final String POSTGRES_PORT = "FUMIKURA_POSTGRES_PORT";

    /** {@code full} for services that are compiled as in the images. */
    public static final String COMPILER = "FUMIKURA_COMPILER";

    private static final int DEFAULT_KAFKA_PORT = 19092;
    private static final int DEFAULT_POSTGRES_PORT = 15432;

    public StackSettings {
        ports = Map.copyOf(ports);
        environment = Map.copyOf(environment);
    }

    public static StackSettings from(Map<String, String> environment, Path root) {
        Map<Component, Integer> ports = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            ports.put(
                    component,
                    port(environment, component.portVariable(), component.defaultPort()));
        }
        String data = environment.getOrDefault("FUMIKURA_DATA", ".fumikura");
        return new StackSettings(
                root,
                root.resolve(data).normalize(),
                ports,
                port(environment, KAFKA_PORT, DEFAULT_KAFKA_PORT),
                port(environment, POSTGRES_PORT, DEFAULT_POSTGRES_PORT),
                environment);
    }

    private static int port(Map<String, String> environment, String variable, int otherwise) {
        String value = environment.get(variable);
        if (value == null) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        throw new CommandFailure(
                "%s is '%s'; set it to a port number from 1 to 65535".formatted(variable, value));
    }

    public int port(Component component) {
        return ports.getOrDefault(component, component.defaultPort());
    }

    /**
     * The base address of a service: this machine's, unless FUMIKURA_QUERY_URL and the like name
     * another.
     */
    public URI url(Component component) {
        String variable = component.portVariable().replace("_PORT", "_URL");
        String url = environment.get(variable);
        try {
            return URI.create(url == null ? "http://127.0.0.1:" + port(component) : url);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    "%s is '%s'; set it to an address".formatted(variable, url), e);
        }
    }

    /** Where the broker tells its clients to come: for who puts something between. */
    int kafkaAdvertisedPort() {
        return port(environment, KAFKA_ADVERTISED_PORT, kafkaPort);
    }

    public String kafkaBootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /**
     * Whether services are compiled for a quick start and little memory, as suits a machine that is
     * worked on; otherwise as in the images, for the long run.
     */
    boolean startsQuickly() {
        return !"full".equals(environment.get(COMPILER));
    }

    /** What starts a component; it is there when the component is built. */
    Path jar(Component component) {
        String jar =
                component == Component.LOCAL_STACK
                        ? "target/local-stack.jar"
                        : "target/quarkus-app/quarkus-run.jar";
        return root.resolve(component.processName()).resolve(jar);
    }

    Path logFile(Component component) {
        return dataDirectory.resolve("logs").resolve(component.processName() + ".log");
    }

    Path pidFile(Component component) {
        return dataDirectory.resolve("run").resolve(component.processName() + ".pid");
    }
}
