package io.fumikura.cli.stack;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What would make a start fail later in a less readable way is checked first. */
final class Preflight {
    private static final long NEEDED_BYTES = 1L << 30;

    private final StackSettings settings;

    Preflight(StackSettings settings) {
        this.settings = settings;
    }

    void check(Iterable<Component> toStart) {
        checkDataDirectory();
        for (Component component : toStart) {
            checkBuilt(component);
            ports(component).forEach(this::checkPortIsFree);
        }
    }

    private void checkDataDirectory() {
        Path data = settings.dataDirectory();
        try {
            Files.createDirectories(data);
            Files.delete(Files.createTempFile(data, "check", ".tmp"));
            long free = Files.getFileStore(data).getUsableSpace();
            if (free < NEEDED_BYTES) {
                throw new CommandFailure(
                        "only %d MB are free where %s lies; make room for at least %d MB or point FUMIKURA_DATA at another disk"
                                .formatted(free >> 20, data, NEEDED_BYTES >> 20));
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    "the data folder %s cannot be written; make it writable or point FUMIKURA_DATA at another folder"
                            .formatted(data),
                    e);
        }
    }

    private void checkBuilt(Component component) {
        if (!Files.exists(settings.jar(component))) {
            throw new CommandFailure(
                    "%s is not built; run ./dev.sh rebuild".formatted(component.processName()));
        }
    }

    private Map<String, Integer> ports(Component component) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put(component.portVariable(), settings.port(component));
        if (component == Component.LOCAL_STACK) {
            ports.put(StackSettings.KAFKA_PORT, settings.kafkaPort());
            if (!postgresWasLeftRunning()) {
                ports.put(StackSettings.POSTGRES_PORT, settings.postgresPort());
            }
        }
        return ports;
    }

    /**
     * PostgreSQL outlives a local-stack that was killed, and holds its port; the next local-stack
     * finds it by this file, stops it, and checks the port itself.
     */
    private boolean postgresWasLeftRunning() {
        return Files.exists(
                settings.dataDirectory().resolve("local-stack/postgres/data/postmaster.pid"));
    }

    private void checkPortIsFree(String variable, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new CommandFailure(
                    "port %d is in use by another program; stop that program or set %s to a free port"
                            .formatted(port, variable),
                    e);
        }
    }
}
