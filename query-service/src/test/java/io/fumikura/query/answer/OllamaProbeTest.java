package io.fumikura.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaProbeTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";

    /** What a server sends before it falls silent. */
    @ParameterizedTest
    @ValueSource(strings = {"", HEAD, HEAD + "{\"version\":"})
    void doesNotWaitForEverForAnAnswerThatDoesNotEnd(String sent) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            OllamaSettings settings =
                    OllamaFixture.settings("http://127.0.0.1:" + server.getLocalPort(), 1, true);
            OllamaProbe probe = new OllamaProbe(settings, HttpClient.newHttpClient());

            CompletableFuture<?> away = probe.unavailable().subscribeAsCompletionStage();
            assertThat(closesAfter(server, sent)).isTrue();
            assertThat(away.get(10, TimeUnit.SECONDS).toString()).contains("cannot be reached");

            CompletableFuture<?> loaded = probe.loaded().subscribeAsCompletionStage();
            assertThat(closesAfter(server, sent)).isTrue();
            assertThat(loaded.get(10, TimeUnit.SECONDS)).isEqualTo(false);
        }
    }

    /** Sends so much, and then waits for the other side to close the connection. */
    private static boolean closesAfter(ServerSocket server, String sent) throws IOException {
        server.setSoTimeout(10_000);
        try (Socket connection = server.accept()) {
            connection.setSoTimeout(10_000);
            connection.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
            connection.getInputStream().readAllBytes();
            return true;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
