package io.fumikura.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Ports for a whole system that nobody uses now, by the variables that set them. */
public final class FreePorts {
    private FreePorts() {}

    /** Held until all are found, so that none is given twice. */
    public static Map<String, String> find() throws IOException {
        List<String> variables =
                Stream.concat(
                                Arrays.stream(Component.values()).map(Component::portVariable),
                                Stream.of(StackSettings.KAFKA_PORT, StackSettings.POSTGRES_PORT))
                        .toList();
        Map<String, String> ports = new HashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String variable : variables) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.put(variable, String.valueOf(socket.getLocalPort()));
            }
            return ports;
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }
}
