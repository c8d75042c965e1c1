package io.fumikura.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A port that leads to another one, and can be shut: open connections are cut, new ones refused.
 */
public final class TcpGate implements AutoCloseable {
    private final int target;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;

    public TcpGate(int target) {
        this.target = target;
        this.server = listen(0);
        this.port = server.getLocalPort();
        threads.execute(() -> accept(server));
    }

    public int port() {
        return port;
    }

    public void shut() {
        closeQuietly(server);
        open.forEach(TcpGate::closeQuietly);
        open.clear();
    }

    /** Does nothing where it is open. */
    public void open() {
        if (!server.isClosed()) {
            return;
        }
        ServerSocket reopened = listen(port);
        server = reopened;
        threads.execute(() -> accept(reopened));
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket near = listening.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                // Else the last packet of a message waits 40 ms for the receipt of the one before.
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                open.add(near);
                open.add(far);
                threads.execute(() -> copy(near, far));
                threads.execute(() -> copy(far, near));
            }
        } catch (IOException shut) {
            // The gate was shut.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // One side has closed; so does the other.
        }
    }

    private static ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyClosed) {
            // Closed is what it should be.
        }
    }

    @Override
    public void close() {
        shut();
        threads.shutdownNow();
    }
}
