package io.fumikura.query.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether Ollama is there, asked at most every few seconds, so that a question does not have to
 * wait for a connection that will not come. No answer is waited for longer than for a connection.
 */
public final class OllamaProbe {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OllamaSettings settings;
    private final HttpClient http;
    private final AtomicReference<@Nullable Seen> last = new AtomicReference<>();

    public OllamaProbe(OllamaSettings settings, HttpClient http) {
        this.settings = settings;
        this.http = http;
    }

    /** Why it cannot be asked; empty when it can. Never fails. */
    public Uni<Optional<String>> unavailable() {
        if (!settings.enabled()) {
            return Uni.createFrom().item(Optional.of("the language model is switched off"));
        }
        Seen seen = last.get();
        if (seen != null && !seen.until().remaining().isZero()) {
            return Uni.createFrom().item(away(seen.version()));
        }
        return version().map(OllamaProbe::away);
    }

    private static Optional<String> away(Optional<String> version) {
        return version.isPresent()
                ? Optional.empty()
                : Optional.of("the language model's server cannot be reached");
    }

    /** Whether the model is in memory, asked now; false when that cannot be found out. */
    Uni<Boolean> loaded() {
        return get("/api/ps")
                .map(OllamaProbe::names)
                .map(this::has)
                .onFailure()
                .recoverWithItem(false);
    }

    private boolean has(List<String> models) {
        return models.contains(settings.model()) || models.contains(settings.model() + ":latest");
    }

    /** Asks now; empty when there is no answer. */
    public Uni<Optional<String>> version() {
        return get("/api/version")
                .map(answer -> Optional.of(answer.path("version").asText("unknown")))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .invoke(
                        version ->
                                last.set(
                                        new Seen(
                                                version,
                                                Deadline.after(settings.patience().probe()))));
    }

    /** The models it has, asked now; empty when there is no answer. */
    public Uni<List<String>> models() {
        return get("/api/tags").map(OllamaProbe::names).onFailure().recoverWithItem(List.of());
    }

    private Uni<JsonNode> get(String path) {
        String base = settings.url().toString().replaceAll("/+$", "");
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).build();
        // Not the request's own timeout: that ends with the headers, and a body may never come.
        return Uni.createFrom()
                .deferred(() -> exchange(request))
                .ifNoItem()
                .after(settings.patience().connect())
                .fail();
    }

    private Uni<JsonNode> exchange(HttpRequest request) {
        CompletableFuture<JsonNode> answer =
                http.sendAsync(request, BodyHandlers.ofString()).thenApply(OllamaProbe::json);
        return Uni.createFrom()
                .completionStage(answer)
                .onCancellation()
                // Mutiny's own cancel(false) would leave the connection open.
                .invoke(() -> answer.cancel(true));
    }

    private static JsonNode json(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CompletionException(e);
        }
    }

    private static List<String> names(JsonNode tags) {
        List<String> names = new ArrayList<>();
        tags.path("models").forEach(model -> names.add(model.path("name").asText()));
        return names;
    }

    private record Seen(Optional<String> version, Deadline until) {}
}
