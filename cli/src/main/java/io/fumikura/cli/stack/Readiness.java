package io.fumikura.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Whether a component takes work: its readiness route, or for local-stack the port it opens last.
 */
final class Readiness {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final StackSettings settings;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();

    Readiness(StackSettings settings) {
        this.settings = settings;
    }

    boolean isReady(Component component) throws InterruptedException {
        return component == Component.LOCAL_STACK
                ? accepts(settings.port(component))
                : answersReady(settings.port(component));
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) ANSWER_WITHIN.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean answersReady(int port) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER_WITHIN).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
