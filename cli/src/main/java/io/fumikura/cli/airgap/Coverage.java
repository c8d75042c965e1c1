package io.fumikura.cli.airgap;

import io.fumikura.cli.stack.Component;
import io.fumikura.cli.stack.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the recording of a full run must hold: each process seen opening its port, and each of the
 * connections without which the main job cannot have been done. A recorder that missed these could
 * have missed anything.
 */
final class Coverage {
    private final StackSettings settings;
    private final Attempts attempts;
    private final List<String> missing = new ArrayList<>();

    private Coverage(StackSettings settings, Attempts attempts) {
        this.settings = settings;
        this.attempts = attempts;
    }

    /** What is missing, a sentence each; empty when the recording is whole. */
    static List<String> missing(StackSettings settings, Attempts attempts) {
        Coverage coverage = new Coverage(settings, attempts);
        coverage.look();
        return List.copyOf(coverage.missing);
    }

    private void look() {
        for (Component component : Component.values()) {
            opened(component.processName(), settings.port(component));
        }
        opened(name(Component.LOCAL_STACK), settings.kafkaPort());
        opened("postgres", settings.postgresPort());

        for (Component service :
                List.of(
                        Component.EMBEDDING,
                        Component.RERANKER,
                        Component.INGEST,
                        Component.QUERY)) {
            connected(Scenario.PROCESS_NAME, settings.port(service));
        }
        connected(name(Component.LOCAL_STACK), settings.kafkaPort());
        connected(name(Component.LOCAL_STACK), settings.postgresPort());
        connected(name(Component.EMBEDDING), settings.kafkaPort());
        connected(name(Component.INGEST), settings.kafkaPort());
        connected(name(Component.INGEST), settings.postgresPort());
        connected(name(Component.INGEST), settings.port(Component.LOCAL_STACK));
        connected(name(Component.QUERY), settings.postgresPort());
        connected(name(Component.QUERY), settings.port(Component.LOCAL_STACK));
        connected(name(Component.QUERY), settings.port(Component.EMBEDDING));
        connected(name(Component.QUERY), settings.port(Component.RERANKER));
    }

    private void opened(String program, int port) {
        if (!attempts.ports().getOrDefault(port, Set.of()).contains(program)) {
            missing.add("%s was not seen opening port %d".formatted(program, port));
        }
    }

    private void connected(String program, int port) {
        boolean seen =
                attempts.all().stream()
                        .anyMatch(
                                a ->
                                        a.program().equals(program)
                                                && a.target().isLoopback()
                                                && a.target().port() == port);
        if (!seen) {
            missing.add("%s was not seen connecting to port %d".formatted(program, port));
        }
    }

    private static String name(Component component) {
        return component.processName();
    }
}
