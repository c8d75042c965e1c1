package io.fumikura.contract.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.event.EventJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorDialectTest {
    private static final Problem PROBLEM =
            new Problem(
                    "urn:fumikura:problem:invalid_request",
                    "The request is not valid",
                    422,
                    "A value is out of range",
                    "/v1/search",
                    "invalid_request",
                    "abc",
                    List.of(new Problem.FieldError("top_k", "must be at least 1")));

    @ParameterizedTest
    @CsvSource({
        "/v1/embeddings, OPENAI",
        "v1/chat/completions, OPENAI",
        "/embed, TEI",
        "/rerank, TEI",
        "/tokenize, TEI",
        "/v1/models, OPENAI",
        "/v1/models/a/b, OPENAI",
        "/v2/rerank, COHERE",
        "/v1/rerank, JINA",
        "/v1/search, PROBLEM",
        "/v1/documents/1, PROBLEM"
    })
    void isChosenByThePath(String path, ErrorDialect expected) {
        assertThat(ErrorDialect.of(path)).isEqualTo(expected);
    }

    @Test
    void ourOwnRoutesAnswerAProblemWithTheFieldThatIsWrong() {
        assertThat(json(ErrorDialect.PROBLEM))
                .isEqualTo(
                        """
                        {"type":"urn:fumikura:problem:invalid_request",\
                        "title":"The request is not valid","status":422,\
                        "detail":"A value is out of range","instance":"/v1/search",\
                        "code":"invalid_request","trace_id":"abc",\
                        "errors":[{"field":"top_k","message":"must be at least 1"}]}""");
    }

    @Test
    void openAiClientsGetTheNestedForm() {
        assertThat(json(ErrorDialect.OPENAI))
                .isEqualTo(
                        """
                        {"error":{"message":"A value is out of range: top_k must be at least 1",\
                        "type":"invalid_request_error","param":"top_k","code":"invalid_request"}}""");
    }

    @Test
    void teiClientsGetTheirErrorType() {
        assertThat(json(ErrorDialect.TEI))
                .contains("\"error_type\":\"Validation\"")
                .contains("\"error\":\"A value is out of range: top_k must be at least 1\"");
    }

    @Test
    void cohereClientsGetAMessageAndTheTraceAsItsId() {
        assertThat(json(ErrorDialect.COHERE))
                .isEqualTo(
                        """
                        {"id":"abc",\
                        "message":"A value is out of range: top_k must be at least 1"}""");
    }

    @Test
    void jinaClientsGetTheDetail() {
        assertThat(json(ErrorDialect.JINA))
                .isEqualTo("{\"detail\":\"A value is out of range: top_k must be at least 1\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "EMPTY_INPUT, 422, 422, 400, 400, 422",
        "INVALID_REQUEST, 422, 422, 422, 400, 422",
        "REQUEST_TOO_LARGE, 413, 413, 413, 413, 413",
        "INFERENCE_FAILED, 424, 424, 424, 500, 424",
        "OVERLOADED, 429, 429, 429, 429, 429",
        "NOT_READY, 503, 503, 503, 503, 503"
    })
    void eachDialectHasItsOwnStatusForAMistake(
            ErrorCode code, int problem, int openAi, int tei, int cohere, int jina) {
        assertThat(ErrorDialect.values())
                .extracting(dialect -> dialect.status(code))
                .containsExactly(problem, openAi, tei, cohere, jina);
    }

    @Test
    void overloadIsALimitOfTheRateToOpenAiClients() {
        assertThat(json(ErrorDialect.OPENAI, ErrorCode.OVERLOADED))
                .contains("\"rate_limit_error\"");
    }

    private static String json(ErrorDialect dialect) {
        return json(dialect, ErrorCode.INVALID_REQUEST);
    }

    private static String json(ErrorDialect dialect, ErrorCode code) {
        return new String(
                EventJson.write(dialect.body(code, PROBLEM)),
                java.nio.charset.StandardCharsets.UTF_8);
    }
}
