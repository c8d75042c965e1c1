package io.fumikura.reranker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.cohere.CohereScoringModel;
import dev.langchain4j.model.jina.JinaScoringModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Clients that were made for the originals; both give the scores in the order of the texts. */
@QuarkusTest
@TestProfile(MiniatureModel.class)
class RerankClientsQuarkusTest {
    private static final String QUERY = "日本の首都は？";
    private static final List<String> PASSAGES =
            List.of("猫は夜に活動する。", "東京は日本の首都です。", "大阪は西日本の都市です。");

    @Test
    void langChain4jsClientForCohereGetsOurScores() {
        Response<List<Double>> answer = score(cohere());

        assertThat(answer.content()).hasSize(3);
        assertOurScores(answer.content());
    }

    @Test
    void langChain4jsClientForCohereShowsOurMessage() {
        assertThatThrownBy(() -> cohere().scoreAll(List.of(TextSegment.from("猫")), " "))
                .hasMessageContaining("400")
                .hasMessageContaining("query must not be blank");
    }

    @Test
    void langChain4jsClientForJinaGetsOurScoresAndTokenCounts() {
        Response<List<Double>> answer = score(jina());

        assertOurScores(answer.content());
        TokenUsage usage = Objects.requireNonNull(answer.tokenUsage(), "usage");
        assertThat(usage.inputTokenCount()).isGreaterThan(20);
    }

    @Test
    void langChain4jsClientForJinaShowsOurMessage() {
        assertThatThrownBy(() -> jina().scoreAll(List.of(TextSegment.from("猫")), " "))
                .hasMessageContaining("422")
                .hasMessageContaining("query must not be blank");
    }

    private static void assertOurScores(List<Double> scores) {
        List<Number> expected =
                given().contentType(ContentType.JSON)
                        .body(Map.of("query", QUERY, "texts", PASSAGES))
                        .post("/rerank")
                        .then()
                        .extract()
                        .path("sort { it.index }.score");
        assertThat(scores.get(1)).isGreaterThan(scores.get(0)).isGreaterThan(scores.get(2));
        for (int i = 0; i < 3; i++) {
            assertThat(scores.get(i)).isCloseTo(expected.get(i).doubleValue(), within(1e-5));
        }
    }

    private static Response<List<Double>> score(ScoringModel model) {
        return model.scoreAll(PASSAGES.stream().map(TextSegment::from).toList(), QUERY);
    }

    private static ScoringModel cohere() {
        return CohereScoringModel.builder()
                .baseUrl(url() + "/v2/")
                .apiKey("none")
                .modelName("any")
                .maxRetries(0)
                .build();
    }

    private static ScoringModel jina() {
        return JinaScoringModel.builder()
                .baseUrl(url() + "/v1/")
                .apiKey("none")
                .modelName("any")
                .maxRetries(0)
                .build();
    }

    private static String url() {
        return "http://localhost:" + RestAssured.port;
    }
}
