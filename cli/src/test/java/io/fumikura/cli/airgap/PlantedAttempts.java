package io.fumikura.cli.airgap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;

/**
 * Tries to leave in every way a library could, once it is certain that there is no way out. All
 * addresses are of ranges reserved for documentation.
 */
public final class PlantedAttempts {
    static final String NAME = "planted.fumikura.example";

    private PlantedAttempts() {}

    /** The first line it prints says that it went ahead. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Namespace.requireLoopbackOnly();
        System.out.println("no way out");
        attempt(() -> new Socket("198.51.100.7", 443).close());
        attempt(() -> new Socket("2001:db8::7", 443).close());
        attempt(() -> InetAddress.getAllByName(NAME));
        attempt(
                () -> {
                    try (DatagramSocket socket = new DatagramSocket()) {
                        InetAddress address =
                                InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, 8});
                        socket.send(new DatagramPacket(new byte[1], 1, address, 9));
                    }
                });
        // What a child that outlives its parent does is recorded, too.
        new ProcessBuilder("setsid", "bash", "-c", "sleep 1; exec 3<>/dev/tcp/198.51.100.9/80")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private interface Doing {
        void run() throws IOException;
    }

    private static void attempt(Doing doing) {
        try {
            doing.run();
            System.out.println("went through");
        } catch (IOException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }
}
