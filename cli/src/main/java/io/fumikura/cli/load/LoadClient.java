package io.fumikura.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks without waiting for the answers to what was asked before. */
final class LoadClient {
    /** Longer than any time limit of the services. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Set<Integer> PASSING = Set.of(429, 503, 504);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final URI query;
    private final URI ingest;

    LoadClient(URI query, URI ingest) {
        this.query = query;
        this.ingest = ingest;
    }

    CompletableFuture<Outcome> search(String question) {
        String body;
        try {
            body = json.writeValueAsString(Map.of("query", question, "top_k", 5));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        return send(
                HttpRequest.newBuilder(query.resolve("/v1/search"))
                        .header("Content-Type", "application/json"),
                body);
    }

    CompletableFuture<Outcome> upload(UUID id, String title, String text) {
        String parameters = "?document_id=" + id + "&title=" + URLEncoder.encode(title, UTF_8);
        return send(
                HttpRequest.newBuilder(ingest.resolve("/v1/documents" + parameters))
                        .header("Content-Type", "text/plain; charset=utf-8"),
                text);
    }

    private CompletableFuture<Outcome> send(HttpRequest.Builder request, String body) {
        return http.sendAsync(
                        request.timeout(PATIENCE)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .handle(
                        (response, failure) ->
                                failure == null ? outcome(response) : outcome(failure));
    }

    private Outcome outcome(HttpResponse<String> response) {
        try {
            JsonNode body = json.readTree(response.body());
            if (response.statusCode() < 300) {
                return body.path("degraded").isEmpty() ? Outcome.DONE : Outcome.DEGRADED;
            }
            return PASSING.contains(response.statusCode()) && body.hasNonNull("code")
                    ? Outcome.TOLD
                    : Outcome.BROKEN;
        } catch (JsonProcessingException e) {
            return Outcome.BROKEN;
        }
    }

    private static Outcome outcome(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof HttpTimeoutException ? Outcome.HANGING : Outcome.BROKEN;
    }
}
