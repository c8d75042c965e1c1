package io.fumikura.query.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import io.fumikura.query.FakeServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Speaks what we use of Ollama's API. The answer is a script that a test writes: it decides when
 * each piece is sent.
 */
public final class FakeOllama extends FakeServer {
    public static final String MODEL = "qwen3:fake";

    /** What happens when an answer is asked for. */
    public interface Script {
        void play(Stage stage) throws Exception;
    }

    private volatile Script script = stage -> stage.end();
    private volatile boolean loaded = true;
    private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
    private volatile JsonNode lastRequest = JsonNodeFactory.instance.objectNode();

    public FakeOllama() {
        handle("/api/version", exchange -> answer(exchange, 200, Map.of("version", "0.33.0")));
        handle(
                "/api/tags",
                exchange ->
                        answer(exchange, 200, Map.of("models", List.of(Map.of("name", MODEL)))));
        handle(
                "/api/ps",
                exchange ->
                        answer(
                                exchange,
                                200,
                                Map.of(
                                        "models",
                                        loaded ? List.of(Map.of("name", MODEL)) : List.of())));
        handle(
                "/api/chat",
                exchange -> {
                    JsonNode request = body(exchange);
                    lastRequest = request;
                    requests.add(request);
                    try {
                        script.play(new Stage(exchange));
                    } catch (IOException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IOException(e);
                    } finally {
                        exchange.close();
                    }
                });
    }

    public void plays(Script newScript) {
        script = newScript;
    }

    public void hasLoaded(boolean isLoaded) {
        loaded = isLoaded;
    }

    /** An answer that is written without a pause. */
    public void writes(String... tokens) {
        plays(
                stage -> {
                    for (String token : tokens) {
                        stage.token(token);
                    }
                    stage.end();
                });
    }

    public JsonNode lastRequest() {
        return lastRequest;
    }

    /** All of them since they were forgotten. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    public void forgetRequests() {
        requests.clear();
    }

    /** One answer being sent, line by line. */
    public static final class Stage {
        private final HttpExchange exchange;

        Stage(HttpExchange exchange) {
            this.exchange = exchange;
        }

        public void token(String text) throws IOException {
            line(tokenLine(text));
        }

        public void end() throws IOException {
            line(endLine());
        }

        private static Object tokenLine(String text) {
            return Map.of(
                    "model",
                    MODEL,
                    "created_at",
                    "2026-01-01T00:00:00Z",
                    "message",
                    Map.of("role", "assistant", "content", text),
                    "done",
                    false);
        }

        private static Object endLine() {
            return Map.of(
                    "model",
                    MODEL,
                    "created_at",
                    "2026-01-01T00:00:00Z",
                    "message",
                    Map.of("role", "assistant", "content", ""),
                    "done",
                    true,
                    "done_reason",
                    "stop",
                    "prompt_eval_count",
                    100,
                    "eval_count",
                    7);
        }

        /** The lines of these tokens and the end, cut into pieces of so many bytes. */
        public void inPiecesOf(int bytes, String... tokens) throws IOException {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (String token : tokens) {
                whole.write(bytes(tokenLine(token)));
            }
            whole.write(bytes(endLine()));
            OutputStream out = begin();
            byte[] all = whole.toByteArray();
            for (int at = 0; at < all.length; at += bytes) {
                out.write(all, at, Math.min(bytes, all.length - at));
                out.flush();
            }
        }

        public void error(String words) throws IOException {
            line(Map.of("error", words));
        }

        public void refuse(int status, String words) throws IOException {
            answer(exchange, status, Map.of("error", words));
        }

        private void line(Object content) throws IOException {
            OutputStream out = begin();
            out.write(bytes(content));
            out.flush();
        }

        private OutputStream begin() throws IOException {
            if (exchange.getResponseCode() == -1) {
                exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
                exchange.sendResponseHeaders(200, 0);
            }
            return exchange.getResponseBody();
        }

        private static byte[] bytes(Object content) throws IOException {
            return (JSON.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }
}
