package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.fumikura.query.EventReader.Event;
import io.fumikura.query.answer.FakeOllama;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of an answer when the language model is away, or breaks off. */
@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class AnswerWithoutModelQuarkusTest {
    private static final String QUESTION = "{\"query\":\"年次有給休暇は何日\"}";

    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    @BeforeEach
    void whole() {
        world.whole();
    }

    @Test
    void quotesTheDocumentsWhenOllamaIsAway() throws Exception {
        world.ollama().down();

        answer(QUESTION)
                .statusCode(200)
                .body("kind", equalTo("extractive"))
                .body("degraded", hasItem("generation"))
                .body("answer", containsString("年次有給休暇は1年につき20日とする。 [1]"))
                .body("citations[0].number", is(1))
                .body("", not(hasKey("model")));
        try (EventReader events = EventReader.post("/v1/answers", QUESTION)) {
            assertThat(events.rest())
                    .extracting(Event::name)
                    .containsExactly("retrieval", "token", "citations", "done");
        }
    }

    @Test
    void quotesTheDocumentsWhenOllamaHasNotTheModel() {
        world.ollama().plays(stage -> stage.refuse(404, "model not found"));

        answer(QUESTION)
                .body("kind", equalTo("extractive"))
                .body("degraded", hasItem("generation"));
    }

    @Test
    void saysWhyNoLanguageModelWrote() {
        world.ollama().down();
        answer(QUESTION).body("generation_error", containsString("cannot be reached"));
        world.ollama().up();

        world.ollama().plays(stage -> stage.refuse(404, "model not found"));
        answer(QUESTION).body("generation_error", containsString(FakeOllama.MODEL));
        world.ollama().plays(stage -> stage.refuse(503, "server busy"));
        answer(QUESTION).body("generation_error", containsString("too much to do"));
        world.ollama().plays(stage -> stage.token(""));
        answer(QUESTION).body("generation_error", containsString("broke off"));
    }

    @Test
    void endsTheStreamWithAnErrorWhenTheModelBreaksOff() throws Exception {
        world.ollama()
                .plays(
                        stage -> {
                            stage.token("20");
                            stage.error("out of memory");
                        });

        try (EventReader events = EventReader.post("/v1/answers", QUESTION)) {
            List<Event> all = events.rest();
            assertThat(all).extracting(Event::name).containsExactly("retrieval", "token", "error");
            assertThat(all.get(2).json().get("code").asText()).isEqualTo("dependency_unavailable");
            assertThat(all.get(2).json().get("trace_id").asText()).hasSize(32);
        }
    }

    @Test
    void quotesTheDocumentsInTheJsonFormWhenTheModelBreaksOff() {
        world.ollama()
                .plays(
                        stage -> {
                            stage.token("20");
                            stage.error("out of memory");
                        });

        answer(QUESTION)
                .body("kind", equalTo("extractive"))
                .body("degraded", hasItem("generation"));
    }

    private static ValidatableResponse answer(String body) {
        return given().contentType("application/json; charset=utf-8")
                .body(body)
                .post("/v1/answers")
                .then();
    }
}
