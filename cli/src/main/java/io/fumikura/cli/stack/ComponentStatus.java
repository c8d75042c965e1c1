package io.fumikura.cli.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How a component is.
 *
 * @param pid of the running process, or empty
 * @param residentBytes memory it holds, where the system tells
 * @param address where it answers
 */
public record ComponentStatus(
        Component component,
        OptionalLong pid,
        boolean ready,
        Duration uptime,
        OptionalLong residentBytes,
        URI address,
        Path log) {

    /** {@code ready}, {@code starting} or {@code stopped}. */
    public String word() {
        if (pid.isEmpty()) {
            return "stopped";
        }
        return ready ? "ready" : "starting";
    }
}
