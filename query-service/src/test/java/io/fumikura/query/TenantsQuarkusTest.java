package io.fumikura.query;

import static io.fumikura.query.Asking.as;
import static io.fumikura.query.Asking.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.index.ChunkIndex;
import io.fumikura.query.Asking.Question;
import io.fumikura.query.Asking.Search;
import io.fumikura.query.Asking.ToolCall;
import io.fumikura.query.Tenants.Reader;
import io.fumikura.query.Tenants.Written;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Thousands of questions from readers of several tenants and groups, in every mode and shape: no
 * word of a document kept from the reader ever shows, in no answer, prompt or count, and all that
 * is theirs can be found. The seed is in each failure.
 */
@QuarkusTest
@TestProfile(TenantsQuarkusTest.WithCallers.class)
class TenantsQuarkusTest {
    private static final long SEED = 20_261_130;
    private static final int SEARCHES = 2_400;
    private static final int ANSWERS = 300;
    private static final int TOOL_CALLS = 240;
    private static final ObjectMapper JSON = new ObjectMapper();

    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    private Tenants tenants;

    private final Random random = new Random(SEED);

    /** Callers that a test names. */
    public static class WithCallers implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(HeaderCallers.class);
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(QueryEnvironment.class));
        }
    }

    @BeforeEach
    void write() {
        world.whole();
        tenants = Tenants.writtenTo(CDI.current().select(ChunkIndex.class).get());
    }

    @Test
    void findsNothingOfOthersInAnyModeWithAnyFilter() throws Exception {
        List<Search> searches = new ArrayList<>();
        for (int i = 0; i < SEARCHES; i++) {
            searches.add(new Search(i, any(Tenants.READERS), search().toString()));
        }
        List<Response> responses = Concurrently.all(searches, Search::response);
        Map<Reader, Set<String>> found = new HashMap<>();
        for (Search search : searches) {
            found.computeIfAbsent(search.reader(), r -> new HashSet<>())
                    .addAll(documents(search, responses.get(search.number())));
        }
        for (Reader reader : Tenants.READERS) {
            assertThat(found.getOrDefault(reader, Set.of()))
                    .as("%s finds what is theirs", reader)
                    .containsExactlyInAnyOrderElementsOf(
                            tenants.readBy(reader).stream()
                                    .map(document -> document.id().toString())
                                    .toList());
        }
    }

    private List<String> documents(Search search, Response response) throws IOException {
        assertThat(response.statusCode()).as("%s", search).isEqualTo(200);
        assertNothingKept(search.reader(), response.asString(), search.toString());
        JsonNode answer = JSON.readTree(response.asString());
        assertThat(answer.get("candidates").asInt())
                .as("%s", search)
                .isLessThanOrEqualTo(tenants.passagesFor(search.reader()));
        return answer.findValuesAsText("document_id");
    }

    @Test
    void answersFromNothingOfOthersAndTellsTheLanguageModelNothing() throws Exception {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < ANSWERS; i++) {
            Reader reader = any(Tenants.READERS);
            boolean chat = i % 3 == 0;
            boolean streamed = random.nextBoolean();
            String words = any(Tenants.SUBJECTS) + "は 問" + i + "番";
            String body = chat ? chat(words, streamed) : question(words);
            questions.add(new Question(i, reader, chat, streamed, body));
        }
        world.ollama().forgetRequests();

        List<Response> responses = Concurrently.all(questions, Question::response);

        int generated = 0;
        for (Question question : questions) {
            Response response = responses.get(question.number());
            assertThat(response.statusCode()).as("%s", question).isEqualTo(200);
            assertNothingKept(question.reader(), response.asString(), question.toString());
            generated += response.asString().contains("\"generated\"") ? 1 : 0;
        }
        assertThat(generated).isPositive();
        assertThat(world.ollama().requests()).hasSizeGreaterThanOrEqualTo(generated);
        for (JsonNode request : world.ollama().requests()) {
            Question question = questions.get(Question.numberIn(request.toString()));
            assertNothingKept(question.reader(), request.toString(), "prompt of " + question);
        }
    }

    @Test
    void givesAssistantsNothingOfOthers() throws Exception {
        List<ToolCall> calls = new ArrayList<>();
        for (int i = 0; i < TOOL_CALLS; i++) {
            String call =
                    random.nextBoolean()
                            ? "{\"name\":\"search\",\"arguments\":{\"query\":\"%s\",\"limit\":20}}"
                                    .formatted(words())
                            : "{\"name\":\"ask\",\"arguments\":{\"question\":\"%s\"}}"
                                    .formatted(any(Tenants.SUBJECTS));
            calls.add(new ToolCall(i, any(Tenants.READERS), any(Tenants.READERS), call));
        }

        List<Response> responses = Concurrently.all(calls, ToolCall::response);

        for (ToolCall call : calls) {
            Response response = responses.get(call.number());
            assertThat(response.statusCode()).as("%s", call).isEqualTo(200);
            assertThat(response.asString()).as("%s", call).doesNotContain("\"isError\":true");
            assertNothingKept(call.reader(), response.asString(), call.toString());
        }
    }

    @Test
    void keepsThumbsAndQuestionsWithTheirTenant() {
        Reader alpha = new Reader("alpha", Set.of("*"));
        Reader beta = new Reader("beta", Set.of("*"));
        String query = post(alpha, "/v1/search", "{\"query\":\"秘密の問い\"}").header("x-query-id");
        String thumb = "{\"query_id\":\"%s\",\"thumbs\":\"up\",\"note\":\"%s\"}";
        Eventually.holds(
                () ->
                        assertThat(
                                        post(alpha, "/v1/feedback", thumb.formatted(query, "ours"))
                                                .statusCode())
                                .isEqualTo(204));

        int known = post(beta, "/v1/feedback", thumb.formatted(query, "theirs")).statusCode();
        String unknown = "00000000-0000-0000-0000-00000000abcd";
        int none = post(beta, "/v1/feedback", thumb.formatted(unknown, "nobody's")).statusCode();

        assertThat(known).isEqualTo(none);
        Eventually.holds(
                () ->
                        assertThat(as(alpha).get("/v1/feedback?limit=1000").asString())
                                .contains("ours", "秘密の問い")
                                .doesNotContain("theirs"));
        assertThat(as(beta).get("/v1/feedback?limit=1000").asString())
                .contains("theirs")
                .doesNotContain("秘密の問い", "ours");
    }

    private void assertNothingKept(Reader reader, String text, String told) {
        for (Written document : tenants.keptFrom(reader)) {
            assertThat(text)
                    .as("seed %d, %s", SEED, told)
                    .doesNotContain(document.marker(), document.id().toString());
        }
    }

    private ObjectNode search() {
        ObjectNode request = JSON.createObjectNode();
        request.put("query", words());
        request.put("mode", any(List.of("hybrid", "dense", "lexical")));
        request.put("top_k", any(List.of(1, 5, 20, 100)));
        request.put("rerank", random.nextBoolean());
        request.put("explain", random.nextBoolean());
        ObjectNode filters = request.putObject("filters");
        if (random.nextInt(3) == 0) {
            some(filters.putArray("document_ids"), document -> document.id().toString());
        }
        if (random.nextInt(4) == 0) {
            some(filters.putArray("tags"), Written::marker);
        } else if (random.nextInt(4) == 0) {
            filters.putArray("tags").add("rules");
        }
        if (random.nextInt(4) == 0) {
            filters.putArray("content_types").add(any(List.of("text/plain", "application/pdf")));
        }
        if (random.nextInt(4) == 0) {
            filters.put("created_after", "2026-01-0%dT00:00:00Z".formatted(1 + random.nextInt(2)));
        }
        if (random.nextInt(4) == 0) {
            filters.put("created_before", "2026-01-0%dT00:00:00Z".formatted(2 + random.nextInt(2)));
        }
        return request;
    }

    private void some(ArrayNode into, Function<Written, String> what) {
        for (int i = 0; i <= random.nextInt(4); i++) {
            into.add(what.apply(any(tenants.all())));
        }
    }

    /** Sometimes the very word that gives a document away. */
    private String words() {
        String words = any(Tenants.SUBJECTS) + " 有給休暇";
        return random.nextInt(3) == 0 ? words + " " + any(tenants.all()).marker() : words;
    }

    private String question(String words) {
        ObjectNode request = JSON.createObjectNode();
        request.put("query", words);
        if (random.nextInt(3) == 0) {
            // One's own only: an answer says which of those it was asked for were not found.
            request.putObject("filters").putArray("tags").add("rules");
        }
        return request.toString();
    }

    private static String chat(String words, boolean streamed) {
        return "{\"model\":\"fumikura\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(streamed, words);
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
