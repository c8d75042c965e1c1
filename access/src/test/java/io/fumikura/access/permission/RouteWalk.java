package io.fumikura.access.permission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.access.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks every route that the OpenAPI document of a running service names, and says which scope opens
 * it. What a route answers to who may ask does not matter: the requests have no bodies.
 */
public final class RouteWalk {
    private static final Set<String> METHODS =
            Set.of("get", "head", "post", "put", "patch", "delete");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;

    private final URI base;
    private final HttpClient client = HttpClient.newHttpClient();

    public RouteWalk(URI base) {
        this.base = base;
    }

    /** For example {@code GET /v1/documents/{id}}. */
    public Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        JsonNode paths = openApi().path("paths");
        paths.fieldNames()
                .forEachRemaining(
                        path ->
                                paths.get(path)
                                        .fieldNames()
                                        .forEachRemaining(
                                                method -> {
                                                    if (METHODS.contains(method)) {
                                                        routes.add(
                                                                method.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path);
                                                    }
                                                }));
        return routes;
    }

    /** Those of the routes that answer a request without a credential. */
    public Set<String> open(Collection<String> routes) {
        Set<String> open = new TreeSet<>();
        for (String route : routes) {
            if (!isRefused(route, null)) {
                open.add(route);
            }
        }
        return open;
    }

    /** For each of the routes the scopes that open it, each by itself. */
    public Map<String, Set<Scope>> openedBy(Collection<String> routes) {
        Map<String, Set<Scope>> opened = new TreeMap<>();
        for (String route : routes) {
            Set<Scope> scopes = EnumSet.noneOf(Scope.class);
            for (Scope scope : Scope.values()) {
                if (!isRefused(route, KeysOfTests.allowing(scope))) {
                    scopes.add(scope);
                }
            }
            opened.put(route, scopes);
        }
        return opened;
    }

    private boolean isRefused(String route, @Nullable String key) {
        int status = status(route, key);
        return status == (key == null ? UNAUTHENTICATED : FORBIDDEN);
    }

    private int status(String route, @Nullable String key) {
        String[] parts = route.split(" ");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(filled(parts[1])))
                        .timeout(PATIENCE)
                        .method(parts[0], HttpRequest.BodyPublishers.noBody());
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String filled(String path) {
        return path.replaceAll("\\{number}", "1")
                .replaceAll("\\{[^}]*}", "00000000-0000-4000-8000-000000000000");
    }

    private JsonNode openApi() {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/q/openapi?format=json")).build();
        try {
            return new JsonMapper()
                    .readTree(send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new IllegalStateException(request + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
