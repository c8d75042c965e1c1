package io.fumikura.cli.system;

import static org.awaitility.Awaitility.await;

import io.fumikura.cli.stack.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Which process is killed next: each of the five, and PostgreSQL by itself (Kafka and the vector
 * store are one process here). Every one comes before any comes again.
 */
final class Victims {
    private static final String POSTGRES = "PostgreSQL";

    private final RunningSystem system;
    private final Random random;
    private final List<String> left = new ArrayList<>();
    private final Map<String, Integer> killed = new TreeMap<>();

    Victims(RunningSystem system, Random random) {
        this.system = system;
        this.random = random;
    }

    void killOne() throws IOException, InterruptedException {
        if (left.isEmpty()) {
            for (Component component : Component.values()) {
                left.add(component.processName());
            }
            left.add(POSTGRES);
        }
        String victim = left.remove(random.nextInt(left.size()));
        killed.merge(victim, 1, Integer::sum);
        if (victim.equals(POSTGRES)) {
            killPostgres();
        } else {
            system.kill(Component.named(victim).orElseThrow());
        }
    }

    /** local-stack ends when its PostgreSQL does, so that whoever runs it starts it again. */
    private void killPostgres() throws IOException {
        Path data = system.settings().dataDirectory();
        ProcessHandle localStack = handle(data.resolve("run/local-stack.pid"));
        handle(data.resolve("local-stack/postgres/data/postmaster.pid")).destroyForcibly();
        await().atMost(Duration.ofSeconds(30)).until(() -> !localStack.isAlive());
    }

    private static ProcessHandle handle(Path pidFile) throws IOException {
        String pid = Files.readString(pidFile).strip().split("\\s", 2)[0];
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    @Override
    public String toString() {
        return killed.toString();
    }
}
