package io.fumikura.query.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.query.Eventually;
import io.fumikura.query.LeavingCaller;
import io.fumikura.query.QueryEnvironment;
import io.fumikura.query.TestDatabase;
import io.fumikura.query.front.FakeIngest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** An assistant's questions are questions like any other: logged, counted, and given up. */
@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class McpQuestionsQuarkusTest extends McpTestCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void keepsQuestionsInTheLogAsTheOtherRoutesDo() throws Exception {
        String search = "出張の日当 " + UUID.randomUUID();
        String question = "年次有給休暇は何日 " + UUID.randomUUID();
        double searches = counted("search");
        double answers = counted("answer");

        client.tool("search", "{\"query\":\"" + search + "\"}");
        client.tool("ask", "{\"question\":\"" + question + "\"}");

        Eventually.holds(
                () -> {
                    assertThat(TestDatabase.routesOf(search)).containsExactly("search");
                    assertThat(TestDatabase.routesOf(question)).containsExactly("answer");
                });
        assertThat(counted("search")).isEqualTo(searches + 1);
        assertThat(counted("answer")).isEqualTo(answers + 1);
    }

    /** The metric of questions by tenant. */
    private static double counted(String route) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("fumikura_query_questions_total"))
                .filter(line -> line.contains("route=\"" + route + "\""))
                .filter(line -> line.contains("tenant=\"default\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void tellsTheAuditLogWhichToolItWasAndHowItEndedAndNotTheWords() throws Exception {
        BlockingQueue<String> audited = new LinkedBlockingQueue<>();
        Handler handler = listening(audited);
        Logger.getLogger("audit").addHandler(handler);
        try {
            client.tool("search", "{\"query\":\"出張の日当\"}");
            client.tool("ask", "{\"question\":\"出張の日当\"}");
            client.failure("get_document_page", "{\"document_id\":\"x\"}");
            world.ingest().down();
            client.failure("get_document_page", "{\"document_id\":\"" + FakeIngest.ID + "\"}");

            List<JsonNode> lines = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                lines.add(JSON.readTree(audited.poll(10, TimeUnit.SECONDS)));
            }
            assertThat(lines)
                    .extracting(
                            line ->
                                    line.path("what").asText()
                                            + " "
                                            + line.path("outcome").asText())
                    .containsExactly(
                            "assistant.search done",
                            "assistant.ask done",
                            "assistant.get_document_page refused",
                            "assistant.get_document_page failed");
            assertThat(lines).noneMatch(line -> line.has("text"));
        } finally {
            Logger.getLogger("audit").removeHandler(handler);
        }
    }

    private static Handler listening(BlockingQueue<String> audited) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                audited.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void stopsTheLanguageModelWhenTheClientLeaves() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        writesUntilStopped(writing, stopped);
        CompletableFuture<?> answer = asks(3);
        assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();

        answer.cancel(true);

        assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void stopsTheLanguageModelWhenTheClientCancels() throws Exception {
        BlockingQueue<String> audited = new LinkedBlockingQueue<>();
        Handler handler = listening(audited);
        Logger.getLogger("audit").addHandler(handler);
        try {
            CountDownLatch writing = new CountDownLatch(1);
            CountDownLatch stopped = new CountDownLatch(1);
            writesUntilStopped(writing, stopped);
            CompletableFuture<HttpResponse<String>> answer = asks(3);
            assertThat(writing.await(20, TimeUnit.SECONDS)).isTrue();

            client.cancels(3);

            assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEmpty();
            Eventually.holds(
                    () ->
                            assertThat(audited)
                                    .anyMatch(
                                            line ->
                                                    line.contains("assistant.ask")
                                                            && line.contains("cancelled")));
        } finally {
            Logger.getLogger("audit").removeHandler(handler);
        }
    }

    private void writesUntilStopped(CountDownLatch writing, CountDownLatch stopped) {
        world.ollama()
                .plays(
                        stage -> {
                            try {
                                while (true) {
                                    stage.token("20日");
                                    writing.countDown();
                                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                                }
                            } catch (IOException gone) {
                                stopped.countDown();
                            }
                        });
    }

    private CompletableFuture<HttpResponse<String>> asks(int request) {
        return LeavingCaller.asks(
                "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":"
                        + request
                        + ",\"method\":\"tools/call\",\"params\":{"
                        + "\"name\":\"ask\",\"arguments\":{\"question\":"
                        + "\"年次有給休暇は何日\"}}}",
                "Accept",
                "application/json, text/event-stream",
                "Mcp-Session-Id",
                client.session());
    }
}
