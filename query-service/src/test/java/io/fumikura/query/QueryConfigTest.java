package io.fumikura.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryConfigTest {
    @Test
    void hasADefaultForEverything() {
        QueryConfig config = config(Map.of());

        assertThat(config.embeddingUrl()).isEqualTo(URI.create("http://localhost:8082"));
        assertThat(config.logQueries()).isFalse();
        assertThat(config.search().rerank().depth()).isEqualTo(50);
        assertThat(config.search().rerank().retrievalWeight()).isEqualTo(4.5);
        assertThat(config.search().rerank().lengthWeight()).isZero();
        assertThat(config.answer().minRelevance()).isEmpty();
        assertThat(config.ollama().enabled()).isTrue();
        assertThat(config.ollama().maxWaitingOfACaller()).isEmpty();
        assertThat(config.ollama().numContext()).isEqualTo(16384);
        assertThat(config.ollama().loadTimeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void readsNestedSettings() {
        QueryConfig config =
                config(
                        Map.of(
                                "query.ollama.enabled", "false",
                                "query.ollama.keep-alive", "1h",
                                "query.ollama.max-waiting-of-a-caller", "3",
                                "query.search.candidates", "80",
                                "query.search.rerank.retrieval-weight", "0",
                                "query.embedding.timeout", "500ms",
                                "query.breaker.pause", "1s"));

        assertThat(config.ollama().enabled()).isFalse();
        assertThat(config.ollama().keepAlive()).isEqualTo(Duration.ofHours(1));
        assertThat(config.ollama().maxWaitingOfACaller()).hasValue(3);
        assertThat(config.search().candidates()).isEqualTo(80);
        assertThat(config.search().rerank().retrievalWeight()).isZero();
        assertThat(config.embedding().timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.breaker().pause()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void refusesASettingThatIsNotRightOrNotKnown() {
        assertThatThrownBy(() -> config(Map.of("query.search.candidates", "many")))
                .hasMessageContaining("candidates");
        assertThatThrownBy(() -> config(Map.of("query.search.candidate", "5")))
                .hasMessageContaining("candidate");
    }

    @Test
    void refusesAContextThatHasNoRoomForAPassageBesideTheAnswer() {
        assertThatThrownBy(() -> AnswerBeans.requireRoom(context("2048", "1800", "true")))
                .hasMessageStartingWith(
                        "query.ollama.num-context is 2048, of which query.ollama.max-answer-tokens"
                                + " takes 1800: instructions, question and passages need at least");
        assertThatCode(() -> AnswerBeans.requireRoom(context("2048", "1800", "false")))
                .doesNotThrowAnyException();
        assertThatCode(() -> AnswerBeans.requireRoom(context("4096", "1024", "true")))
                .doesNotThrowAnyException();
    }

    private static QueryConfig.Ollama context(String tokens, String answer, String enabled) {
        return config(
                        Map.of(
                                "query.ollama.num-context", tokens,
                                "query.ollama.max-answer-tokens", answer,
                                "query.ollama.enabled", enabled))
                .ollama();
    }

    private static QueryConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(QueryConfig.class)
                .withDefaultValue("smallrye.config.mapping.validate-unknown", "true")
                .withConverter(Duration.class, 200, QueryConfigTest::duration)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(QueryConfig.class);
    }

    /** Quarkus' own form, as application.properties has it. */
    private static Duration duration(String value) {
        return new io.quarkus.runtime.configuration.DurationConverter().convert(value);
    }
}
