package io.fumikura.ingest;

import static io.fumikura.ingest.HeaderCallers.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.ingest.DocumentView;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What callers do with documents that have groups. */
final class GroupedDocuments {
    private GroupedDocuments() {}

    static UUID uploaded(String caller, String text, String... groups) {
        Response response = upload(caller, null, text, groups);
        assertThat(response.statusCode()).as(response.asString()).isIn(200, 202);
        return response.as(DocumentView.class).id();
    }

    static Response upload(String caller, @Nullable UUID id, String text, String... groups) {
        var request = as(caller).contentType("text/plain; charset=UTF-8");
        if (id != null) {
            request.queryParam("document_id", id.toString());
        }
        Arrays.stream(groups).forEach(group -> request.queryParam("groups", group));
        return request.body(text.getBytes(StandardCharsets.UTF_8)).post("/v1/documents");
    }

    static Response put(String caller, UUID id, String... groups) {
        return as(caller)
                .contentType("application/json; charset=utf-8")
                .body(Map.of("groups", List.of(groups)))
                .put("/v1/documents/" + id + "/groups");
    }

    static DocumentView view(String caller, UUID id) {
        Response response = as(caller).get("/v1/documents/" + id);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.as(DocumentView.class);
    }
}
