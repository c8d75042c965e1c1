package io.fumikura.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How a component is started on this machine: its command line and its settings. */
final class Launch {
    private static final List<String> SMALL_JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xss512k",
                    "-Dfile.encoding=UTF-8",
                    // Or the log manager asks the name server for this machine's own name.
                    "-Djboss.host.name=localhost");

    private final StackSettings settings;

    Launch(StackSettings settings) {
        this.settings = settings;
    }

    /** Starts the process in a session of its own, so that closing the terminal does not end it. */
    Process start(Component component) throws IOException {
        Path log = settings.logFile(component);
        Files.createDirectories(log.getParent());
        ProcessBuilder builder =
                new ProcessBuilder(command(component))
                        .directory(settings.root().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Not only this process's own: an evaluation starts the services with settings of its own.
        builder.environment().putAll(settings.environment());
        builder.environment().putAll(variables(component));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private List<String> command(Component component) {
        List<String> command = new ArrayList<>(ownSession());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_JVM);
        command.add("-Xmx" + component.heapMegabytes() + "m");
        if (component == Component.LOCAL_STACK) {
            // With all of the compiler: a search of it takes half as long.
            command.addAll(localStack());
        } else {
            if (settings.startsQuickly()) {
                command.add("-XX:TieredStopAtLevel=1");
            }
            command.add("-jar");
            command.add(settings.jar(component).toString());
        }
        return command;
    }

    private static List<String> ownSession() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .map(List::of)
                .orElse(List.of());
    }

    private List<String> localStack() {
        Path jar = settings.jar(Component.LOCAL_STACK);
        return List.of(
                "-cp",
                jar + ":" + jar.resolveSibling("lib") + "/*",
                "io.fumikura.localstack.LocalStackMain",
                "--data",
                settings.dataDirectory().resolve("local-stack").toString(),
                "--kafka-port",
                String.valueOf(settings.kafkaPort()),
                "--kafka-advertised-port",
                String.valueOf(settings.kafkaAdvertisedPort()),
                "--postgres-port",
                String.valueOf(settings.postgresPort()),
                "--qdrant-port",
                String.valueOf(settings.port(Component.LOCAL_STACK)));
    }

    /** The environment form of the services' settings; what the user has set already stands. */
    private Map<String, String> variables(Component component) {
        Map<String, String> variables = new HashMap<>();
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.putAll(new LocalAccess(settings).variables());
        variables.put("QUARKUS_HTTP_PORT", String.valueOf(settings.port(component)));
        variables.put("KAFKA_BOOTSTRAP_SERVERS", settings.kafkaBootstrapServers());
        variables.put("POSTGRES_HOST", "127.0.0.1");
        variables.put("POSTGRES_PORT", String.valueOf(settings.postgresPort()));
        variables.put("POSTGRES_DATABASE", "fumikura");
        variables.put("POSTGRES_USER", "fumikura");
        variables.put("POSTGRES_PASSWORD", "fumikura");
        variables.put("QDRANT_HOST", "127.0.0.1");
        variables.put("QDRANT_PORT", String.valueOf(settings.port(Component.LOCAL_STACK)));
        variables.put(
                "QDRANT_VOCABULARIES", settings.root().resolve("samples/vocabularies").toString());
        variables.put("DJL_CACHE_DIR", settings.dataDirectory().resolve("tokenizers").toString());
        variables.put("EMBEDDING_MODEL_PATH", model("mini-embedding"));
        variables.put("RERANKER_MODEL_PATH", model("mini-reranker"));
        variables.put("INGEST_OCR_MODEL_PATH", model("mini-ocr"));
        variables.put("INGEST_EMBEDDING_URL", settings.url(Component.EMBEDDING).toString());
        variables.put(
                "INGEST_BLOB_DIRECTORY", settings.dataDirectory().resolve("blobs").toString());
        variables.put("QUERY_EMBEDDING_URL", settings.url(Component.EMBEDDING).toString());
        variables.put("QUERY_INGEST_URL", settings.url(Component.INGEST).toString());
        variables.put("QUERY_RERANKER_URL", settings.url(Component.RERANKER).toString());
        variables.keySet().removeAll(settings.environment().keySet());
        return variables;
    }

    private String model(String id) {
        return settings.root().resolve("models").resolve(id).toString();
    }
}
