package io.fumikura.cli.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends each operation of one service what it allows, what stands at its limits, and what is wrong
 * in every way known here, and keeps what was wrong with the replies.
 */
public final class FuzzRun {
    /** Longer than any deadline of the services. */
    private static final Duration HANGS_AFTER = Duration.ofSeconds(20);

    private static final int ALLOWED = 4;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI base;
    private final ApiDocument api;
    private final RequestMaker maker;
    private final JsonDamage jsonDamage;
    private final RequestDamage requestDamage;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, List<String>> faults = new LinkedHashMap<>();
    private final Map<String, Set<Integer>> statuses = new TreeMap<>();
    private int sent;

    /**
     * @param base of the service, without a slash at the end
     * @param known values that exist, by the name of a path parameter
     * @param mark for every text that is sent
     */
    public FuzzRun(
            URI base, byte[] openApi, Map<String, String> known, String mark, Random random) {
        this.base = base;
        this.api = ApiDocument.read(openApi);
        this.maker = new RequestMaker(new SchemaValues(api, random, mark), random, known);
        this.jsonDamage = new JsonDamage(random, mark);
        this.requestDamage = new RequestDamage(random, mark);
    }

    /** Once through all that is known to go wrong. */
    public void round() throws InterruptedException {
        for (ApiOperation operation : api.operations()) {
            for (FuzzRequest request : requests(operation)) {
                send(operation, request);
            }
        }
    }

    private List<FuzzRequest> requests(ApiOperation operation) {
        List<FuzzRequest> requests = new ArrayList<>();
        for (int i = 0; i < ALLOWED; i++) {
            requests.add(maker.allowed(operation));
            requests.add(maker.atTheLimits(operation));
        }
        FuzzRequest allowed = maker.allowed(operation);
        requests.addAll(requestDamage.of(operation, allowed));
        if (operation.bodies().containsKey("application/json")) {
            JsonNode body = body(allowed);
            jsonDamage
                    .values()
                    .forEach(
                            (what, value) ->
                                    requests.add(
                                            changed(allowed, what, jsonDamage.with(body, value))));
            jsonDamage
                    .withOtherFields(body)
                    .forEach((what, other) -> requests.add(changed(allowed, what, other)));
        }
        return requests;
    }

    private static FuzzRequest changed(FuzzRequest request, String what, String body) {
        return request.odd(what).withBody(body.getBytes(UTF_8));
    }

    private static JsonNode body(FuzzRequest request) {
        try {
            return MAPPER.readTree(new String(request.body(), UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("made here and no JSON: " + request, e);
        }
    }

    /** Once more where the server had closed the connection while the request was under way. */
    private void send(ApiOperation operation, FuzzRequest request) throws InterruptedException {
        sent++;
        for (int attempt = 0; attempt < 2; attempt++) {
            if (isAnswered(operation, request)) {
                return;
            }
        }
        found(operation, "no reply", request.toString());
    }

    private boolean isAnswered(ApiOperation operation, FuzzRequest request)
            throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> call =
                http.sendAsync(
                        request.at(base, HANGS_AFTER), HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = call.get(HANGS_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            FuzzReply reply =
                    new FuzzReply(
                            response.statusCode(),
                            response.headers().firstValue("Content-Type").orElse(""),
                            new String(response.body(), UTF_8));
            if (request.what().equals("allowed")) {
                statuses.computeIfAbsent(operation.toString(), key -> new TreeSet<>())
                        .add(reply.status());
            }
            for (String fault : reply.faults(request.method(), response.uri().getRawPath())) {
                found(operation, fault, request + "\n    → " + reply);
            }
        } catch (TimeoutException e) {
            call.cancel(true);
            found(operation, "hangs", request.toString());
        } catch (ExecutionException e) {
            return false;
        }
        return true;
    }

    private void found(ApiOperation operation, String fault, String what) {
        faults.computeIfAbsent(operation + ": " + fault, key -> new ArrayList<>()).add(what);
    }

    /** What went wrong, each kind once, with how often and the first request that showed it. */
    public List<String> findings() {
        return faults.entrySet().stream()
                .map(
                        f ->
                                "%s (%d×)\n    %s"
                                        .formatted(
                                                f.getKey(),
                                                f.getValue().size(),
                                                f.getValue().get(0)))
                .toList();
    }

    /** What requests that the document allows were answered with, by operation. */
    public Map<String, Set<Integer>> answersToAllowed() {
        return Map.copyOf(statuses);
    }

    public int sent() {
        return sent;
    }
}
