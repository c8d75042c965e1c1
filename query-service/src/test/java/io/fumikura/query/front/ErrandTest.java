package io.fumikura.query.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrandTest {
    @ParameterizedTest
    @CsvSource({
        "GET,  /v1/documents,                 ANSWER",
        "GET,  /v1/documents/7/pages/1/image, ANSWER",
        "POST, /v1/dead-letters/7/replay,     ANSWER",
        "POST, /v1/documents,                 TRANSFER",
        "GET,  /v1/documents/7/export,        TRANSFER",
        "GET,  /v1/documents/7/events,        EVENTS"
    })
    void isKnownByMethodAndPath(String method, String path, Errand errand) {
        assertThat(Errand.of(HttpMethod.valueOf(method), path)).isEqualTo(errand);
    }
}
