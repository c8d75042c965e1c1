package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.query.EventReader.Event;
import io.fumikura.query.answer.FakeOllama;
import io.fumikura.query.front.FakeIngest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class AnswerQuarkusTest {
    private static final String QUESTION = "{\"query\":\"年次有給休暇は何日\"}";

    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    @BeforeEach
    void whole() {
        world.whole();
    }

    @Test
    void answersFromThePassagesThroughTheLanguageModel() {
        world.ollama().writes("有給休暇は", "20日", "です[1][9]。");

        answer(QUESTION)
                .statusCode(200)
                .header("x-query-id", matchesPattern("[0-9a-f-]{36}"))
                .body("answer", equalTo("有給休暇は20日です[1]。"))
                .body("kind", equalTo("generated"))
                .body("model", equalTo(FakeOllama.MODEL))
                .body("citations.size()", is(1))
                .body("citations[0].number", is(1))
                .body("citations[0].text", containsString("20日"))
                .body("citations[0].first_line", is(1))
                .body("timings_ms", hasKey("answer"))
                .body("degraded", empty());
        String prompt = world.ollama().lastRequest().get("messages").get(1).get("content").asText();
        assertThat(prompt).contains("<passage n=\"1\" title=\"就業規則", "年次有給休暇は何日");
        assertThat(world.ollama().lastRequest().get("think").asBoolean(true)).isFalse();
        assertThat(world.ollama().lastRequest().get("options").get("num_ctx").asInt())
                .isEqualTo(8192);
    }

    @Test
    void streamsEachTokenBeforeTheNextOneExists() throws Exception {
        CountDownLatch firstRead = new CountDownLatch(1);
        world.ollama()
                .plays(
                        stage -> {
                            stage.token("20日");
                            assertThat(firstRead.await(10, TimeUnit.SECONDS)).isTrue();
                            stage.token("です[1]。");
                            stage.end();
                        });

        try (EventReader events = EventReader.post("/v1/answers", QUESTION)) {
            assertThat(events.response().headers().firstValue("content-type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(events.response().headers().firstValue("x-query-id")).isPresent();
            Event retrieval = events.next().orElseThrow();
            assertThat(retrieval.name()).isEqualTo("retrieval");
            assertThat(retrieval.json().get("hits").get(0).get("title").asText())
                    .startsWith("就業規則");
            Event first = events.next().orElseThrow();
            assertThat(first.name()).isEqualTo("token");
            assertThat(first.json().get("text").asText()).isEqualTo("20日");

            firstRead.countDown();

            List<Event> rest = events.rest();
            assertThat(rest).extracting(Event::name).containsExactly("token", "citations", "done");
            JsonNode cited = rest.get(1).json();
            assertThat(cited.get("citations").get(0).get("number").asInt()).isEqualTo(1);
            assertThat(cited.get("sentences").get(0).get("support").asText())
                    .isEqualTo("supported");
            assertThat(cited.get("sentences")).isEqualTo(rest.get(2).json().get("sentences"));
            assertThat(rest.get(2).json().get("answer").asText()).isEqualTo("20日です[1]。");
        }
    }

    @Test
    void stopsTheLanguageModelWhenTheReaderLeaves() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        world.ollama()
                .plays(
                        stage -> {
                            try {
                                // More than connections buffer, less than memory holds.
                                for (int i = 0; i < 5000; i++) {
                                    stage.token("あ".repeat(1000));
                                }
                            } catch (IOException connectionClosed) {
                                stopped.countDown();
                            }
                        });

        EventReader events = EventReader.post("/v1/answers", QUESTION);
        events.next();
        events.next();
        events.close();

        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysThatTheModelIsBeingLoaded() throws Exception {
        world.ollama().hasLoaded(false);

        try (EventReader events = EventReader.post("/v1/answers", QUESTION)) {
            List<Event> all = events.rest();
            assertThat(all.get(0).name()).isEqualTo("retrieval");
            assertThat(all.get(1).name()).isEqualTo("waiting");
            assertThat(all.get(1).json().get("position").asInt()).isZero();
            assertThat(all.get(2).name()).isEqualTo("token");
        }
    }

    @Test
    void passesTheFirstTokenOnWithinFiftyMilliseconds() throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            AtomicLong sent = new AtomicLong();
            world.ollama()
                    .plays(
                            stage -> {
                                sent.set(System.nanoTime());
                                stage.token("20日");
                                stage.token("です[1]。");
                                stage.end();
                            });
            try (EventReader events = EventReader.post("/v1/answers", QUESTION)) {
                events.next();
                assertThat(events.next().orElseThrow().name()).isEqualTo("token");
                millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent.get()));
            }
        }

        // The median: on a busy machine any one of them may have waited for a core.
        assertThat(millis.stream().sorted().toList().get(millis.size() / 2)).isLessThan(50);
    }

    @Test
    void showsWhereACitedPassageStandsOnItsPage() {
        world.ingest()
                .hasPages(
                        FakeIngest.answering(
                                200,
                                Map.of(
                                        "number", 1,
                                        "width", 595,
                                        "height", 842,
                                        "needs_ocr", false,
                                        "lines",
                                                List.of(
                                                        Map.of(
                                                                "number",
                                                                1,
                                                                "text",
                                                                "別表",
                                                                "box",
                                                                List.of(50, 60, 250, 72)),
                                                        Map.of(
                                                                "number",
                                                                2,
                                                                "text",
                                                                "x",
                                                                "box",
                                                                List.of(50, 80, 250, 92))))));
        world.ollama().writes("別表の宿泊料は9,800円です[1]。社長は犬が好きです[1]。");

        String id = QueryEnvironment.documentId("別表").toString();
        answer("{\"query\":\"別表の宿泊料はいくら\",\"filters\":{\"document_ids\":[\"" + id + "\"]}}")
                .body("citations[0].boxes.size()", is(1))
                .body("citations[0].boxes[0].line", is(1))
                .body("citations[0].boxes[0].x", is(50f))
                .body("citations[0].boxes[0].y", is(60f))
                .body("citations[0].boxes[0].width", is(200f))
                .body("citations[0].boxes[0].height", is(12f))
                .body("citations[0].supported", is(true))
                .body(
                        "citations[0].image",
                        equalTo("/v1/documents/" + id + "/pages/1/image?lines=1-1"))
                .body("sentences[0].support", equalTo("supported"))
                .body("sentences[0].start", is(0))
                .body("sentences[1].support", equalTo("unsupported"))
                .body("degraded", empty());

        world.ingest().down();
        answer("{\"query\":\"別表の宿泊料はいくら\",\"filters\":{\"document_ids\":[\"" + id + "\"]}}")
                .body("citations[0].boxes", empty())
                .body("degraded", hasItem("boxes"));
    }

    @Test
    void completesAFollowUpByRuleWhenOllamaIsAway() {
        world.ollama().down();

        answer(
                        """
                        {"query":"その価格は？","history":[
                          {"question":"型番 AB-1200 はありますか","answer":"あります。"}]}
                        """)
                .body("standalone_query", equalTo("型番 ab-1200 その価格は？"))
                .body("answer", containsString("12,800円"));
        answer(QUESTION).body("", not(hasKey("standalone_query")));
    }

    @Test
    void letsNoLinkThroughThatIsInNoSource() {
        world.ollama().writes("20日です[1]。詳細は http", "://evil.example/?q=1", " へ。![x](/y)");

        answer(QUESTION).body("answer", equalTo("20日です[1]。詳細は （リンク省略） へ。[x] (/y)"));
    }

    @Test
    void endsAnAnswerThatHasANumberInBrackets() throws Exception {
        world.ollama().writes("20日です[1]。番号は[99999999999]です。");

        answer(QUESTION).statusCode(200).body("citations.size()", is(1));
        try (EventReader events = EventReader.post("/v1/answers", QUESTION)) {
            assertThat(events.rest()).last().extracting(Event::name).isEqualTo("done");
        }
    }

    @Test
    void saysThatNothingWasFoundAndWhatWasSearched() {
        answer("{\"query\":\"社長の好物は？\",\"filters\":{\"tags\":[\"no-such-tag\"]}}")
                .statusCode(200)
                .body("kind", equalTo("not_found"))
                .body("answer", containsString("社長の好物は？"))
                .body("answer", containsString("指定された条件"))
                .body("citations", empty());
        answer("{\"query\":\"zzzz qqqq?\"}")
                .body("kind", equalTo("not_found"))
                .body("answer", containsString("all documents"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"query":"休暇","top_k":21}    | top_k
                    {"query":"休暇","top_k":-1}    | top_k
                    {"query":"休暇","topk":3}      | topk
                    {"query":""}                   | query
                    {}                             | query
                    """)
    void refusesABodyThatIsNotRight(String body, String field) throws Exception {
        answer(body)
                .statusCode(422)
                .contentType(containsString("application/problem+json"))
                .body("errors.field", hasItem(field));
        try (EventReader events = EventReader.post("/v1/answers", body)) {
            assertThat(events.response().statusCode()).isEqualTo(422);
            assertThat(events.response().headers().firstValue("content-type").orElse(""))
                    .startsWith("application/problem+json");
        }
    }

    private static ValidatableResponse answer(String body) {
        return given().contentType("application/json; charset=utf-8")
                .body(body)
                .post("/v1/answers")
                .then();
    }
}
