package io.fumikura.query.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fumikura.query.QueryEnvironment;
import io.fumikura.query.front.FakeIngest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What assistants can do. */
@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class McpQuarkusTest extends McpTestCase {
    @Test
    void offersThreeTools() {
        JsonNode tools = client.call("tools/list", "{}").at("/result/tools");

        assertThat(tools.findValuesAsText("name")).contains("search", "ask", "get_document_page");
    }

    @Test
    void findsPassages() throws IOException {
        JsonNode found = client.tool("search", "{\"query\":\"年次有給休暇は何日\",\"limit\":1}");

        assertThat(found.get("hits")).hasSize(1);
        assertThat(found.at("/hits/0/text").asText()).contains("20日");
        assertThat(found.at("/hits/0/document_id").asText()).isNotEmpty();
    }

    @Test
    void answersWithCitations() throws IOException {
        JsonNode answer = client.tool("ask", "{\"question\":\"年次有給休暇は何日\"}");

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
                client.tool(
                        "get_document_page",
                        "{\"document_id\":\"" + FakeIngest.ID + "\",\"page\":3}");

        assertThat(page.at("/lines/0/text").asText()).isEqualTo("別表");
    }

    @Test
    void tellsTheAssistantWhatIsWrong() {
        assertThat(client.failure("search", "{\"query\":\" \"}")).contains("1 to 4,000 characters");
        assertThat(client.failure("search", "{\"query\":\"x\",\"limit\":99}")).contains("1 to 20");
        assertThat(client.failure("get_document_page", "{\"document_id\":\"x\"}"))
                .contains("document's id");
        world.ingest().down();
        assertThat(
                        client.failure(
                                "get_document_page", "{\"document_id\":\"" + FakeIngest.ID + "\"}"))
                .contains("the ingest service cannot be reached");
    }
}
