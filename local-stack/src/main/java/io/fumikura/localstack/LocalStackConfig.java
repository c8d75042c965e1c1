package io.fumikura.localstack;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the data lies and which loopback ports are opened.
 *
 * @param kafkaAdvertisedPort where Kafka tells its clients to come: its own, unless something
 *     stands between
 */
public record LocalStackConfig(
        Path dataDirectory,
        int kafkaPort,
        int kafkaAdvertisedPort,
        int postgresPort,
        int qdrantPort) {

    public static final int KAFKA_PORT = 19092;
    public static final int POSTGRES_PORT = 15432;
    public static final int QDRANT_PORT = 16334;

    public LocalStackConfig(Path dataDirectory, int kafkaPort, int postgresPort, int qdrantPort) {
        this(dataDirectory, kafkaPort, kafkaPort, postgresPort, qdrantPort);
    }

    /** For tests: three ports nobody listens on at this moment. */
    public static LocalStackConfig onFreePorts(Path dataDirectory) {
        List<Integer> free = Ports.free(3);
        return new LocalStackConfig(dataDirectory, free.get(0), free.get(1), free.get(2));
    }
}
