package io.fumikura.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.query.Tenants.Reader;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What readers of several tenants send. */
final class Asking {
    private Asking() {}

    /** One search, and what came of it. */
    record Search(int number, Reader reader, String request) {
        Response response() {
            return post(reader, "/v1/search", request);
        }
    }

    /** One question for an answer. Its number stands in it, and so in the prompt. */
    record Question(int number, Reader reader, boolean chat, boolean streamed, String body) {
        private static final Pattern NUMBER = Pattern.compile("問(\\d+)番");

        static int numberIn(String prompt) {
            Matcher number = NUMBER.matcher(prompt);
            assertThat(number.find()).as("a number in %s", prompt).isTrue();
            return Integer.parseInt(number.group(1));
        }

        Response response() {
            RequestSpecification request = as(reader);
            if (streamed) {
                request.header("Accept", "text/event-stream");
            }
            return request.body(body).post(chat ? "/v1/chat/completions" : "/v1/answers");
        }
    }

    /** One call of a tool, in a session that somebody else may have begun: it says nothing. */
    record ToolCall(int number, Reader reader, Reader beginner, String call) {
        Response response() {
            return as(reader)
                    .header("Accept", "application/json, text/event-stream")
                    .header("Mcp-Session-Id", session(beginner))
                    .body(
                            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":"
                                    + call
                                    + "}")
                    .post("/mcp");
        }
    }

    private static String session(Reader reader) {
        return as(reader)
                .header("Accept", "application/json, text/event-stream")
                .body(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
                                + "\"protocolVersion\":\"2025-03-26\",\"capabilities\":{},"
                                + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}")
                .post("/mcp")
                .header("Mcp-Session-Id");
    }

    static Response post(Reader reader, String path, String body) {
        return as(reader).body(body).post(path);
    }

    static RequestSpecification as(Reader reader) {
        return given().contentType("application/json; charset=utf-8")
                .header(HeaderCallers.HEADER, reader.header());
    }
}
