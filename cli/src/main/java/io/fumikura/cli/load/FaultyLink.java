package io.fumikura.cli.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A port of this machine that passes bytes on to another, as well or as badly as it is told to. A
 * fault holds for connections that are open already, too.
 */
final class FaultyLink implements Closeable {
    static final Duration SLOW_BY = Duration.ofMillis(200);
    static final Duration FLAP = Duration.ofSeconds(1);

    private static final int PIECE = 16 * 1024;
    private static final int BACKLOG = 64;

    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private Fault fault = Fault.NONE;
    private @Nullable ServerSocket server;
    private @Nullable Thread flapping;
    private boolean closed;

    private FaultyLink(ServerSocket server, int target) {
        this.server = server;
        this.port = server.getLocalPort();
        this.target = target;
        start("accept", () -> accept(server));
    }

    /** Connects to the target only when somebody connects here. */
    static FaultyLink to(int target) throws IOException {
        return new FaultyLink(listen(0), target);
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return server;
    }

    int port() {
        return port;
    }

    void set(Fault wanted) throws IOException, InterruptedException {
        Thread flaps = flapping;
        if (flaps != null) {
            flaps.interrupt();
            flaps.join();
            flapping = null;
        }
        if (wanted == Fault.FLAPPING) {
            flapping = start("flap", this::flap);
        } else {
            become(wanted);
        }
    }

    private void flap() {
        try {
            while (true) {
                become(Fault.REFUSING);
                Thread.sleep(FLAP.toMillis());
                become(Fault.NONE);
                Thread.sleep(FLAP.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("port " + port + " was taken meanwhile", e);
        }
    }

    private void become(Fault wanted) throws IOException {
        synchronized (change) {
            fault = wanted;
            change.notifyAll();
            if (wanted == Fault.REFUSING) {
                disconnect();
            } else if (server == null && !closed) {
                ServerSocket again = listen(port);
                server = again;
                start("accept", () -> accept(again));
            }
        }
    }

    private void disconnect() throws IOException {
        ServerSocket listening = server;
        server = null;
        if (listening != null) {
            listening.close();
        }
        for (Socket socket : sockets) {
            reset(socket);
        }
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket caller = listening.accept();
                sockets.add(caller);
                start("connect", () -> connect(caller));
            }
        } catch (IOException e) {
            // Closed, which is how it ends.
        }
    }

    private void connect(Socket caller) {
        Socket service = new Socket();
        sockets.add(service);
        try {
            awaitLetThrough();
            service.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            start("back", () -> pump(service, caller));
            pump(caller, service);
        } catch (IOException e) {
            reset(caller);
            reset(service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] piece = new byte[PIECE];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                awaitLetThrough();
                out.write(piece, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void awaitLetThrough() throws InterruptedException {
        boolean slow;
        synchronized (change) {
            while (fault == Fault.SILENT && !closed) {
                change.wait();
            }
            slow = fault == Fault.SLOW;
        }
        if (slow) {
            Thread.sleep(SLOW_BY.toMillis());
        }
    }

    private void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // It is closed already.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing more to be done about it.
        }
        sockets.remove(socket);
    }

    private Thread start(String what, Runnable work) {
        Thread thread = new Thread(work, "link-" + port + "-" + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        Thread flaps = flapping;
        if (flaps != null) {
            flaps.interrupt();
        }
        synchronized (change) {
            closed = true;
            change.notifyAll();
            disconnect();
        }
    }
}
