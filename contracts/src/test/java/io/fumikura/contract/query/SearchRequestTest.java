package io.fumikura.contract.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fumikura.contract.problem.StrictRequests;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchRequestTest {
    /** As the services read requests. */
    private static final ObjectMapper STRICT =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    @Test
    void fillsInEveryDefault() throws Exception {
        assertThat(STRICT.readValue("{\"query\":\"有給休暇\"}", SearchRequest.class))
                .isEqualTo(
                        new SearchRequest(
                                "有給休暇", 10, SearchFilters.NONE, true, SearchMode.HYBRID, false));
    }

    @Test
    void readsEveryField() throws Exception {
        String json =
                """
                {"query":"q","top_k":3,"rerank":false,"mode":"lexical","explain":true,
                 "filters":{"document_ids":["00000000-0000-0000-0000-000000000001"],"tags":["a"],
                            "content_types":["text/plain"],"created_after":"2026-01-02T03:04:05Z"}}""";

        SearchRequest request = STRICT.readValue(json, SearchRequest.class);

        assertThat(request)
                .isEqualTo(
                        new SearchRequest(
                                "q",
                                3,
                                new SearchFilters(
                                        List.of(new UUID(0, 1)),
                                        List.of("a"),
                                        List.of("text/plain"),
                                        Instant.parse("2026-01-02T03:04:05Z"),
                                        null),
                                false,
                                SearchMode.LEXICAL,
                                true));
    }

    @Test
    void isWrittenAsItIsRead() throws Exception {
        SearchRequest request = SearchRequest.of("質問");

        String json =
                STRICT.disable(
                                com.fasterxml.jackson.databind.SerializationFeature
                                        .WRITE_DATES_AS_TIMESTAMPS)
                        .writeValueAsString(request);

        assertThat(STRICT.readValue(json, SearchRequest.class)).isEqualTo(request);
    }

    @Test
    void refusesAnUnknownField() {
        assertThatThrownBy(
                        () -> STRICT.readValue("{\"query\":\"q\",\"topk\":3}", SearchRequest.class))
                .isInstanceOf(UnrecognizedPropertyException.class);
    }

    @Test
    void refusesAMissingQuery() {
        assertThatThrownBy(() -> STRICT.readValue("{\"top_k\":3}", SearchRequest.class))
                .isInstanceOf(MismatchedInputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"query\":5}",
                "{\"query\":true}",
                "{\"query\":\"q\",\"top_k\":\"5\"}",
                "{\"query\":\"q\",\"top_k\":1.5}",
                "{\"query\":\"q\",\"rerank\":1}",
                "{\"query\":\"q\",\"rerank\":\"true\"}",
                "{\"query\":\"q\",\"mode\":0}"
            })
    void refusesAScalarOfAnotherType(String json) {
        ObjectMapper mapper = STRICT.copy();
        StrictRequests.apply(mapper);

        assertThatThrownBy(() -> mapper.readValue(json, SearchRequest.class))
                .isInstanceOf(MismatchedInputException.class);
    }
}
