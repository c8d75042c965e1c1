package io.fumikura.cli.images;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model hub on the loopback: {@code /REPOSITORY/resolve/REVISION/FILE}, out of a folder. */
final class Hub implements AutoCloseable {
    private final Path folder;
    private final HttpServer server;
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    /**
     * @param folder holds {@code REPOSITORY/resolve/REVISION/FILE}
     */
    Hub(Path folder) throws IOException {
        this.folder = folder;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What each request carried as {@code Authorization}; empty: nothing. */
    List<String> tokens() {
        return tokens;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            tokens.add(
                    Objects.requireNonNullElse(
                            exchange.getRequestHeaders().getFirst("Authorization"), ""));
            Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
