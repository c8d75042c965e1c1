package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.fumikura.query.EventReader.Event;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class ChatQuarkusTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String MESSAGES =
            "\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"年次有給休暇は何日\"}]";

    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    @BeforeEach
    void whole() {
        world.whole();
    }

    @Test
    void answersLangChain4jsOpenAiClient() {
        OpenAiChatModel client =
                OpenAiChatModel.builder()
                        .baseUrl(url())
                        .apiKey("none")
                        .modelName("fumikura")
                        .temperature(0.7)
                        .maxRetries(0)
                        .build();

        ChatResponse response =
                client.chat(dev.langchain4j.data.message.UserMessage.from("年次有給休暇は何日"));

        assertThat(response.aiMessage().text()).isEqualTo("有給休暇は20日です[1]。");
        assertThat(response.tokenUsage().totalTokenCount()).isEqualTo(107);
        assertThat(response.modelName()).isEqualTo("fumikura");
    }

    @Test
    void streamsToLangChain4jsOpenAiClientAsTheTokensAreMade() throws Exception {
        CountDownLatch firstRead = new CountDownLatch(1);
        world.ollama()
                .plays(
                        stage -> {
                            stage.token("20日");
                            assertThat(firstRead.await(10, TimeUnit.SECONDS)).isTrue();
                            stage.token("です[1]。");
                            stage.end();
                        });
        BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        OpenAiStreamingChatModel client =
                OpenAiStreamingChatModel.builder()
                        .baseUrl(url())
                        .apiKey("none")
                        .modelName("fumikura")
                        .build();

        client.chat(
                "年次有給休暇は何日",
                new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String piece) {
                        pieces.add(piece);
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        whole.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        whole.completeExceptionally(failure);
                    }
                });

        assertThat(pieces.poll(10, TimeUnit.SECONDS)).isEqualTo("20日");
        assertThat(whole).isNotDone();
        firstRead.countDown();
        ChatResponse response = whole.get(10, TimeUnit.SECONDS);
        assertThat(response.aiMessage().text()).isEqualTo("20日です[1]。");
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(7);
    }

    @Test
    void putsCitationsBesideTheChoices() {
        chat("{\"model\":\"any\"," + MESSAGES + ",\"user\":\"u\",\"n\":1,\"tools\":[]}")
                .statusCode(200)
                .header("x-query-id", not(is("")))
                .body("object", equalTo("chat.completion"))
                .body("id", startsWith("chatcmpl-"))
                .body("choices.size()", is(1))
                .body("choices[0].message.role", equalTo("assistant"))
                .body("choices[0].message.content", containsString("20日"))
                .body("choices[0].finish_reason", equalTo("stop"))
                .body("choices[0]", not(hasKey("delta")))
                .body("citations[0].number", is(1))
                .body("citations[0].text", containsString("20日"))
                .body("usage.prompt_tokens", is(100))
                .body("usage.total_tokens", is(107));
    }

    @Test
    void streamsInOpenAisShape() throws Exception {
        world.ollama().writes("20日", "です[1]。");

        try (EventReader events =
                EventReader.post(
                        PATH,
                        "{"
                                + MESSAGES
                                + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}")) {
            List<Event> all = events.rest();

            assertThat(all).extracting(Event::name).containsOnly("message");
            assertThat(all).hasSize(6);
            assertThat(all.get(5).data()).isEqualTo("[DONE]");
            assertThat(all.get(0).json().at("/choices/0/delta/role").asText())
                    .isEqualTo("assistant");
            assertThat(all.get(0).json().at("/choices/0").has("finish_reason")).isTrue();
            assertThat(all.get(0).json().at("/choices/0/finish_reason").isNull()).isTrue();
            assertThat(all.get(1).json().at("/choices/0/delta/content").asText()).isEqualTo("20日");
            assertThat(all.get(1).json().has("citations")).isFalse();
            assertThat(all.get(3).json().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
            assertThat(all.get(3).json().at("/citations/0/number").asInt()).isEqualTo(1);
            assertThat(all.get(4).json().get("choices")).isEmpty();
            assertThat(all.get(4).json().at("/usage/completion_tokens").asInt()).isEqualTo(7);
            assertThat(all.subList(0, 5))
                    .extracting(event -> event.json().get("id").asText())
                    .containsOnly(all.get(0).json().get("id").asText());
        }
    }

    @Test
    void sendsNoUsageThatWasNotAskedFor() throws Exception {
        try (EventReader events = EventReader.post(PATH, "{" + MESSAGES + ",\"stream\":true}")) {
            assertThat(events.rest()).noneMatch(event -> event.data().contains("\"usage\""));
        }
    }

    @Test
    void endsTheStreamWithAnErrorInOpenAisShapeWhenTheModelBreaksOff() throws Exception {
        world.ollama()
                .plays(
                        stage -> {
                            stage.token("20");
                            stage.error("out of memory");
                        });

        try (EventReader events = EventReader.post(PATH, "{" + MESSAGES + ",\"stream\":true}")) {
            List<Event> all = events.rest();
            Event last = all.get(all.size() - 1);
            assertThat(last.name()).isEqualTo("error");
            assertThat(last.json().at("/error/code").asText()).isEqualTo("dependency_unavailable");
            assertThat(last.json().at("/error/type").asText()).isEqualTo("server_error");
        }
    }

    @Test
    void takesTheLastUserMessageAsTheQuestionAlsoInParts() {
        chat("""
                        {"messages":[
                          {"role":"user","content":[{"type":"text","text":"型番 AB-1200 の価格"},
                                                    {"type":"image_url","image_url":{"url":"x"}}]}]}
                        """)
                .statusCode(200);

        String prompt = world.ollama().lastRequest().get("messages").get(1).get("content").asText();
        assertThat(prompt).contains("型番 AB-1200 の価格", "12,800円");
    }

    @Test
    void searchesForWhatAFollowUpMeans() {
        Queue<String> replies =
                new ConcurrentLinkedQueue<>(List.of("型番 AB-1200 の価格", "12,800円です[1]。"));
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        world.ollama()
                .plays(
                        stage -> {
                            asked.add(
                                    world.ollama()
                                            .lastRequest()
                                            .at("/messages/1/content")
                                            .asText());
                            stage.token(replies.remove());
                            stage.end();
                        });

        chat("""
                        {"messages":[
                          {"role":"user","content":"型番 AB-1200 はありますか"},
                          {"role":"assistant","content":"あります。"},
                          {"role":"user","content":"その価格は？"}]}
                        """)
                .statusCode(200)
                .body("choices[0].message.content", containsString("12,800円"))
                .body("citations[0].title", equalTo("価格表"));

        assertThat(asked).hasSize(2);
        assertThat(asked.remove()).contains("Q: 型番 AB-1200 はありますか", "A: あります。", "その価格は？");
        assertThat(asked.remove()).contains("<question>\n型番 AB-1200 の価格\n</question>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"messages":[]}                                        | 422 | messages
                    {}                                                     | 422 | messages
                    {"messages":[{"content":"x"}]}                         | 422 | role
                    {"messages":[{"role":"system","content":"x"}]}         | 422 | user message
                    {"messages":[{"role":"user","content":" "}]}           | 422 | user message
                    {"messages":"x"}                                       | 422 | messages
                    {"messages":                                           | 400 | JSON
                    """)
    void refusesInOpenAisShape(String body, int status, String word) {
        chat(body)
                .statusCode(status)
                .contentType(containsString("application/json"))
                .body("error.message", containsString(word))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error", hasKey("param"))
                .body("error", hasKey("code"));
    }

    @Test
    void refusesAQuestionThatIsTooLong() {
        chat("{\"messages\":[{\"role\":\"user\",\"content\":\"" + "長".repeat(5000) + "\"}]}")
                .statusCode(422)
                .body("error.message", containsString("5,000 characters"));
    }

    @Test
    void listsItsOneModel() {
        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", hasItem("fumikura"))
                .body("data[0].owned_by", equalTo("fumikura"));
    }

    private static String url() {
        return "http://127.0.0.1:" + RestAssured.port + "/v1";
    }

    private static ValidatableResponse chat(String body) {
        return given().contentType("application/json; charset=utf-8").body(body).post(PATH).then();
    }
}
