package io.fumikura.ingest.s3;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes who calls, and answers each alike. */
public final class Listener implements AutoCloseable {
    private final HttpServer server;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private Listener(HttpServer server) {
        this.server = server;
    }

    /**
     * @param location of the answer, or empty
     */
    public static Listener answering(int status, String location) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Listener listener = new Listener(server);
            server.createContext(
                    "/",
                    call -> {
                        listener.calls.add(call.getRequestMethod() + " " + call.getRequestURI());
                        call.getRequestBody().transferTo(java.io.OutputStream.nullOutputStream());
                        if (!location.isEmpty()) {
                            call.getResponseHeaders().add("Location", location);
                        }
                        call.sendResponseHeaders(status, -1);
                        call.close();
                    });
            server.start();
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
