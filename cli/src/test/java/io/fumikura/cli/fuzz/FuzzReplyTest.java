package io.fumikura.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzReplyTest {
    private static final String PROBLEM =
            """
            {"type":"urn:x","title":"T","status":404,"detail":"D","code":"not_found",
             "trace_id":"0af7651916cd43dd8448eb211c80319c"}""";

    @Test
    void aProblemIsWellFormed() {
        assertThat(problem(404, PROBLEM)).isEmpty();
    }

    @Test
    void aProblemSaysTheStatusItIsSentWith() {
        assertThat(problem(400, PROBLEM)).containsExactly("400 is no error of PROBLEM");
    }

    @Test
    void aServerErrorIsAFaultHoweverWellItIsSaid() {
        assertThat(problem(500, PROBLEM.replace("404", "500"))).containsExactly("status 500");
    }

    @Test
    void anErrorHasTheShapeOfItsRoute() {
        FuzzReply openAi =
                new FuzzReply(
                        422,
                        "application/json",
                        "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\"}}");

        assertThat(openAi.faults("POST", "//v1/embeddings")).isEmpty();
        assertThat(openAi.faults("POST", "/embed")).containsExactly("422 is no error of TEI");
        assertThat(openAi.faults("POST", "/v1/search"))
                .containsExactly("422 of type 'application/json' instead of PROBLEM");
    }

    @Test
    void onlyTheServersOwnRefusalsMayBeEmpty() {
        assertThat(new FuzzReply(431, "", "").faults("GET", "/v1/search")).isEmpty();
        assertThat(new FuzzReply(404, "", "").faults("GET", "/v1/search")).isNotEmpty();
        assertThat(new FuzzReply(404, "", "").faults("HEAD", "/v1/search")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.fumikura.query.X",
                "java.lang.IllegalStateException",
                "Cannot deserialize com.fasterxml.jackson.X",
                "a NullPointerException",
                "in Foo.java:12",
                "no file /tmp/upload"
            })
    void insidesAreSeen(String detail) {
        assertThat(problem(404, PROBLEM.replace("\"D\"", "\"" + detail + "\"")))
                .containsExactly("shows internals");
    }

    private static List<String> problem(int status, String body) {
        return new FuzzReply(status, "application/problem+json", body).faults("GET", "/v1/search");
    }
}
