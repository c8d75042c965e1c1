package io.fumikura.embedding;

import io.fumikura.localstack.LocalStack;
import io.fumikura.localstack.LocalStackConfig;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real broker for the time of a test class. */
public class LocalKafka implements QuarkusTestResourceLifecycleManager {
    private @Nullable LocalStack stack;
    private @Nullable Path folder;

    @Override
    public Map<String, String> start() {
        try {
            Path data = Files.createTempDirectory("embedding-service-kafka");
            folder = data;
            LocalStack started = LocalStack.start(LocalStackConfig.onFreePorts(data));
            stack = started;
            return Map.of("kafka.bootstrap.servers", started.kafkaBootstrapServers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (stack != null) {
            stack.close();
        }
        if (folder != null) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
