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
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether Ollama is there, asked at most every few seconds, so that a question does not have to
 * wait for a connection that will not come.
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

    /** Never fails; false where it is switched off. */
    public Uni<Boolean> reachable() {
        if (!settings.enabled()) {
            return Uni.createFrom().item(false);
        }
        Seen seen = last.get();
        if (seen != null && !seen.until().remaining().isZero()) {
            return Uni.createFrom().item(seen.version().isPresent());
        }
        return version().map(Optional::isPresent);
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
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(settings.patience().connect())
                        .build();
        return Uni.createFrom()
                .completionStage(
                        () ->
                                http.sendAsync(request, BodyHandlers.ofString())
                                        .thenApply(OllamaProbe::json));
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
