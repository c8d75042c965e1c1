package io.fumikura.access.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fumikura.access.Scope;
import io.fumikura.access.key.ApiKey;
import io.fumikura.access.key.KeyText;
import io.fumikura.access.permission.KeysOfTests;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much a caller may ask, and what is written down of it. */
@QuarkusTest
@TestProfile(LimitsQuarkusTest.Limited.class)
class LimitsQuarkusTest {
    private static final KeyText FREQUENT = KeysOfTests.key("frequent");
    private static final KeyText SELDOM = KeysOfTests.key("seldom");
    private static final KeyText STREAMING = KeysOfTests.key("streaming");

    public static class Limited implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            ApiKey often = KeysOfTests.entry(FREQUENT, Scope.SEARCH, Scope.INGEST);
            ApiKey seldom = KeysOfTests.entry(SELDOM, Scope.SEARCH);
            Map<String, String> settings =
                    new HashMap<>(
                            KeysOfTests.settings(
                                    List.of(
                                            often,
                                            new ApiKey(seldom.sha256(), seldom.caller(), null, 2),
                                            KeysOfTests.entry(STREAMING, Scope.SEARCH))));
            settings.put("access.requests-per-minute", "50");
            settings.put("access.max-streams", "2");
            settings.put("access.sign-in-failures-per-minute", "3");
            settings.put("access.audit.text", "true");
            return settings;
        }
    }

    private static URI base() {
        return URI.create(RestAssured.baseURI + ":" + RestAssured.port);
    }

    private final BlockingQueue<JsonNode> audited = new LinkedBlockingQueue<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    try {
                        audited.add(new JsonMapper().readTree(line.getMessage()));
                    } catch (JsonProcessingException e) {
                        throw new AssertionError("not a line of JSON: " + line.getMessage(), e);
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        Logger.getLogger("audit").addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("audit").removeHandler(handler);
    }

    @Test
    void aKeyWithALimitOfItsOwnIsHeldToIt() {
        for (int i = 0; i < 2; i++) {
            given().header("X-Api-Key", SELDOM.text()).get("/v1/whoami").then().statusCode(200);
        }

        given().header("X-Api-Key", SELDOM.text())
                .get("/v1/whoami")
                .then()
                .statusCode(429)
                .header("Retry-After", matchesRegex("[1-9]\\d?"))
                .body("code", equalTo("rate_limited"));
        given().header("X-Api-Key", FREQUENT.text()).get("/v1/whoami").then().statusCode(200);
    }

    @Test
    void whoGuessesKeysIsToldToWaitAndAValidKeyIsLetInAllTheSame() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            given().body("fk_guess_" + i).post("/v1/session").then().statusCode(401);
        }

        given().body("fk_guess_3")
                .post("/v1/session")
                .then()
                .statusCode(429)
                .header("Retry-After", matchesRegex("[1-9]\\d?"))
                .body("code", equalTo("rate_limited"));
        assertThat(next("rate_limited").path("subject").asText()).isEqualTo("POST /v1/session");
        given().body(FREQUENT.text()).post("/v1/session").then().statusCode(204);
    }

    @Test
    void aCallerHasSoManyEventStreamsOpenAndNoMore() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        InputStream first = stream(client).body();
        InputStream second = stream(client).body();
        assertThat(stream(client).statusCode()).isEqualTo(429);
        assertThat(stream(client, "%65vents").statusCode()).isEqualTo(429);
        for (String wanted : List.of("text/event-stream", "Text/Event-Stream", "text/*")) {
            given().header("X-Api-Key", STREAMING.text())
                    .header("Accept", "application/pdf")
                    .header("Accept", wanted)
                    .get("/v1/whoami")
                    .then()
                    .statusCode(429);
        }

        first.close();
        HttpResponse<InputStream> third = stream(client);
        for (int i = 0; i < 20 && third.statusCode() == 429; i++) {
            third = stream(client);
        }
        assertThat(third.statusCode()).isEqualTo(200);
        third.body().close();
        second.close();
    }

    private HttpResponse<InputStream> stream(HttpClient client)
            throws IOException, InterruptedException {
        return stream(client, "events");
    }

    private HttpResponse<InputStream> stream(HttpClient client, String name)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(base().resolve("/v1/documents/7/" + name))
                        .header("X-Api-Key", STREAMING.text())
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void saysWhoDeletedWhatAndWhoSearchedForWhat() throws InterruptedException {
        given().header("X-Api-Key", FREQUENT.text())
                .delete("/v1/documents/7")
                .then()
                .statusCode(200);
        JsonNode deleted = next("document.delete");
        assertThat(deleted.path("who").asText()).isEqualTo("frequent");
        assertThat(deleted.path("tenant").asText()).isEqualTo("default");
        assertThat(deleted.path("subject").asText()).isEqualTo("7");
        assertThat(deleted.path("outcome").asText()).isEqualTo("done");
        assertThat(deleted.path("trace_id").asText()).matches("[0-9a-f]{32}");

        given().header("X-Api-Key", FREQUENT.text())
                .contentType("text/plain; charset=UTF-8")
                .body("副業は")
                .post("/v1/search");
        assertThat(next("search").path("text").asText()).isEqualTo("副業は");

        String trace = given().get("/v1/whoami").then().statusCode(401).extract().path("trace_id");
        JsonNode refused = next("unauthenticated");
        assertThat(refused.path("trace_id").asText()).isEqualTo(trace);
        assertThat(refused.path("subject").asText()).isEqualTo("GET /v1/whoami");
        assertThat(refused.has("who")).isFalse();
    }

    @Test
    void eachThingInARequestOfManyKindsHasALineOfItsOwn() throws Exception {
        given().header("X-Api-Key", FREQUENT.text())
                .contentType("text/plain; charset=UTF-8")
                .body("副業は")
                .post("/mcp")
                .then()
                .statusCode(200);

        JsonNode search = next("assistant.search");
        assertThat(search.path("text").asText()).isEqualTo("副業は");
        assertThat(search.path("who").asText()).isEqualTo("frequent");
        assertThat(search.path("outcome").asText()).isEqualTo("done");
        JsonNode read = next("assistant.read");
        assertThat(read.has("text")).isFalse();
        assertThat(read.path("outcome").asText()).isEqualTo("refused");
        assertThat(read.path("status").asInt()).isEqualTo(404);
        assertThat(next("assistant.ask").path("outcome").asText()).isEqualTo("cancelled");
    }

    @Test
    void refusalsDoNotFillTheDisk() {
        for (int i = 0; i < 200; i++) {
            given().header("X-Api-Key", FREQUENT.text()).post("/embed").then().statusCode(403);
        }

        assertThat(audited.size()).isBetween(1, 70);
        assertThat(given().get("/q/metrics").asString()).contains("fumikura_access_refused_total");
    }

    private JsonNode next(String what) throws InterruptedException {
        for (JsonNode line; (line = audited.poll(10, TimeUnit.SECONDS)) != null; ) {
            if (line.path("what").asText().equals(what)) {
                return line;
            }
        }
        throw new AssertionError("no line about " + what);
    }
}
