package io.fumikura.query.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;

/** The protocol as a client speaks it: JSON-RPC over streamable HTTP. */
record McpClient(String session) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static McpClient begun() {
        Response begun =
                post(
                        "",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
                                + "\"protocolVersion\":\"2025-03-26\",\"capabilities\":{},"
                                + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}");
        assertThat(begun.statusCode()).isEqualTo(200);
        String session = begun.header("Mcp-Session-Id");
        post(session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return new McpClient(session);
    }

    String failure(String name, String arguments) {
        JsonNode result = called(name, arguments);
        assertThat(result.get("isError").asBoolean()).isTrue();
        return result.at("/content/0/text").asText();
    }

    JsonNode tool(String name, String arguments) throws IOException {
        JsonNode result = called(name, arguments);
        assertThat(result.path("isError").asBoolean()).isFalse();
        return JSON.readTree(result.at("/content/0/text").asText());
    }

    /** Says that the answer to this request is not wanted any more. */
    void cancels(int request) {
        Response heard =
                post(
                        session,
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\","
                                + "\"params\":{\"requestId\":"
                                + request
                                + ",\"reason\":\"enough\"}}");
        assertThat(heard.statusCode()).isEqualTo(202);
    }

    private JsonNode called(String name, String arguments) {
        return call("tools/call", "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}")
                .get("result");
    }

    JsonNode call(String method, String params) {
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
