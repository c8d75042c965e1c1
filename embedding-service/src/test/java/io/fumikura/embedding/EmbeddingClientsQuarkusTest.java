package io.fumikura.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.jina.JinaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Clients that were made for the originals. */
@QuarkusTest
@TestProfile(MiniatureModel.class)
class EmbeddingClientsQuarkusTest {
    private static final List<TextSegment> TEXTS =
            List.of(TextSegment.from("猫"), TextSegment.from("東京は日本の首都です。"));

    @Test
    void langChain4jsClientForOpenAiGetsUnitVectorsAndTokenCounts() {
        Response<List<Embedding>> answer = openAi().build().embedAll(TEXTS);

        assertUnitVectors(answer.content());
        TokenUsage usage = Objects.requireNonNull(answer.tokenUsage(), "usage");
        assertThat(usage.inputTokenCount()).isEqualTo(8);
        assertThat(usage.totalTokenCount()).isEqualTo(8);
    }

    @Test
    void langChain4jsClientForOpenAiShowsOurMessage() {
        EmbeddingModel model = openAi().dimensions(128).build();

        assertThatThrownBy(() -> model.embed("猫"))
                .hasMessageContaining("dimensions must be 256")
                .hasRootCauseInstanceOf(HttpException.class);
    }

    @Test
    void langChain4jsClientForJinaGetsTheSameVectors() {
        EmbeddingModel jina =
                JinaEmbeddingModel.builder()
                        .baseUrl(url() + "/")
                        .apiKey("none")
                        .modelName("any")
                        .maxRetries(0)
                        .build();

        List<Embedding> vectors = jina.embedAll(TEXTS).content();

        assertUnitVectors(vectors);
        float[] expected = openAi().build().embed("猫").content().vector();
        assertThat(vectors.get(0).vector()).containsExactly(expected, within(1e-5f));
    }

    private static void assertUnitVectors(List<Embedding> vectors) {
        assertThat(vectors).hasSize(2);
        for (Embedding vector : vectors) {
            assertThat(vector.dimension()).isEqualTo(256);
            double square = 0;
            for (float value : vector.vector()) {
                square += value * value;
            }
            assertThat(square).isCloseTo(1, within(1e-3));
        }
    }

    private static OpenAiEmbeddingModelBuilder openAi() {
        return OpenAiEmbeddingModel.builder()
                .baseUrl(url() + "/v1")
                .apiKey("none")
                .modelName("any")
                .maxRetries(0);
    }

    private static String url() {
        return "http://localhost:" + RestAssured.port;
    }
}
