package io.fumikura.embedding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(MiniatureModel.WithTinyQueue.class)
class OverloadQuarkusTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/embed | {\"inputs\": [TEXTS]} | \"error_type\":\"Overloaded\"",
                "/v1/embeddings | {\"model\": \"m\", \"input\": [TEXTS]} | \"type\":\"rate_limit_error\",\"param\":null,\"code\":\"overloaded\""
            })
    void aFullQueueAnswers429WithRetryAfterAndKeepsServing(String path, String body, String error) {
        HttpClient client = HttpClient.newHttpClient();
        String texts = "\"江戸\",".repeat(63) + "\"江戸\"";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.replace("TEXTS", texts)))
                        .build();
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            calls.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }

        List<HttpResponse<String>> answers = calls.stream().map(CompletableFuture::join).toList();

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 429);
        HttpResponse<String> refused =
                answers.stream().filter(a -> a.statusCode() == 429).findFirst().orElseThrow();
        assertThat(refused.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9]\\d*");
        assertThat(refused.body()).contains(error);
        assertThat(answers).extracting(HttpResponse::statusCode).contains(200);
        assertThat(given().get("/q/metrics").asString())
                .containsPattern(
                        "fumikura_calls_failed_total\\{\\S*lane=\"interactive\",reason=\"lane_full\"} [1-9]");
    }
}
