package io.fumikura.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Loopback ports: finding free ones, and saying which wanted one is taken. */
final class Ports {

    private Ports() {}

    /** Held open together while they are chosen, so they differ from each other. */
    static List<Integer> free(int count) {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new LocalStackException("No free port on the loopback interface.", e);
        } finally {
            open.forEach(Ports::close);
        }
    }

    static void requireFree(int port, String component, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        } catch (IOException e) {
            throw new LocalStackException(
                    "Port "
                            + port
                            + " for "
                            + component
                            + " is in use: stop what listens there or choose another port with "
                            + option
                            + ".",
                    e);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new LocalStackException("A probed port could not be closed.", e);
        }
    }
}
