package io.fumikura.query.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.query.QueryEnvironment;
import io.fumikura.query.front.FakeIngest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol as a client speaks it: JSON-RPC over streamable HTTP. */
@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class McpQuarkusTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    private String session;

    @BeforeEach
    void begin() {
        world.whole();
        Response begun =
                post(
                        "",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
                                + "\"protocolVersion\":\"2025-03-26\",\"capabilities\":{},"
                                + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}");
        assertThat(begun.statusCode()).isEqualTo(200);
        session = begun.header("Mcp-Session-Id");
        post(session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    @Test
    void offersThreeTools() {
        JsonNode tools = call("tools/list", "{}").at("/result/tools");

        assertThat(tools.findValuesAsText("name")).contains("search", "ask", "get_document_page");
    }

    @Test
    void findsPassages() throws IOException {
        JsonNode found = tool("search", "{\"query\":\"年次有給休暇は何日\",\"limit\":1}");

        assertThat(found.get("hits")).hasSize(1);
        assertThat(found.at("/hits/0/text").asText()).contains("20日");
        assertThat(found.at("/hits/0/document_id").asText()).isNotEmpty();
    }

    @Test
    void answersWithCitations() throws IOException {
        JsonNode answer = tool("ask", "{\"question\":\"年次有給休暇は何日\"}");

        assertThat(answer.get("kind").asText()).isEqualTo("generated");
        assertThat(answer.at("/citations/0/number").asInt()).isEqualTo(1);
    }

    @Test
    void readsAPage() throws IOException {
        world.ingest()
                .hasPages(
                        FakeIngest.answering(
                                200,
                                Map.of(
                                        "number",
                                        3,
                                        "needs_ocr",
                                        false,
                                        "lines",
                                        List.of(Map.of("number", 1, "text", "別表")))));

        JsonNode page =
                tool("get_document_page", "{\"document_id\":\"" + FakeIngest.ID + "\",\"page\":3}");

        assertThat(page.at("/lines/0/text").asText()).isEqualTo("別表");
    }

    @Test
    void tellsTheAssistantWhatIsWrong() {
        assertThat(failure("search", "{\"query\":\" \"}")).contains("1 to 4,000 characters");
        assertThat(failure("search", "{\"query\":\"x\",\"limit\":99}")).contains("1 to 20");
        assertThat(failure("get_document_page", "{\"document_id\":\"x\"}"))
                .contains("document's id");
        world.ingest().down();
        assertThat(failure("get_document_page", "{\"document_id\":\"" + FakeIngest.ID + "\"}"))
                .contains("the ingest service cannot be reached");
    }

    private String failure(String name, String arguments) {
        JsonNode result = called(name, arguments);
        assertThat(result.get("isError").asBoolean()).isTrue();
        return result.at("/content/0/text").asText();
    }

    private JsonNode tool(String name, String arguments) throws IOException {
        JsonNode result = called(name, arguments);
        assertThat(result.path("isError").asBoolean()).isFalse();
        return JSON.readTree(result.at("/content/0/text").asText());
    }

    private JsonNode called(String name, String arguments) {
        return call("tools/call", "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}")
                .get("result");
    }

    private JsonNode call(String method, String params) {
        Response response =
                post(
                        session,
                        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\""
                                + method
                                + "\",\"params\":"
                                + params
                                + "}");
        assertThat(response.statusCode()).isEqualTo(200);
        return message(response.asString());
    }

    /** A response is a message, or a stream of events of which the last is the message. */
    private static JsonNode message(String body) {
        String message =
                body.lines()
                        .filter(line -> line.startsWith("data:"))
                        .reduce((first, last) -> last)
                        .map(line -> line.substring(5))
                        .orElse(body);
        try {
            return JSON.readTree(message);
        } catch (IOException e) {
            throw new AssertionError(body, e);
        }
    }

    private static Response post(String session, String body) {
        RequestSpecification request =
                given().contentType("application/json; charset=utf-8")
                        .header("Accept", "application/json, text/event-stream");
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        return request.body(body).post("/mcp");
    }
}
