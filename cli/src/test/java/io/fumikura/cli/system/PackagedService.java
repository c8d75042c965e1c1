package io.fumikura.cli.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One service, from its package, beside a system or without one. */
final class PackagedService {
    private PackagedService() {}

    /** Lets everybody in on this machine; what else it needs stands in the settings. */
    static Process start(String service, Path log, Map<String, String> settings)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:+UseSerialGC",
                                        "-Xmx256m",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Djboss.host.name=localhost",
                                        "-jar",
                                        RunningSystem.root()
                                                .resolve(service)
                                                .resolve("target/quarkus-app/quarkus-run.jar")
                                                .toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of("ACCESS_MODE", "open", "QUARKUS_HTTP_HOST", "127.0.0.1"));
        builder.environment().putAll(settings);
        return builder.start();
    }
}
