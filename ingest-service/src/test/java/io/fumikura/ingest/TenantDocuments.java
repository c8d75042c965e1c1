package io.fumikura.ingest;

import static io.fumikura.ingest.HeaderCallers.as;
import static io.fumikura.ingest.IngestHarness.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.ingest.DocumentView;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Documents of several tenants and groups. Each has a word in its text, title, tag, metadata and
 * file name that no other has, by which it is known wherever it shows.
 */
final class TenantDocuments {
    private static final List<String> TENANTS = List.of("alpha", "beta");
    private static final List<List<String>> GROUPS =
            List.of(List.of(), List.of("legal"), List.of("hr", "legal"));

    /** One document. Those that cannot be read have a dead letter instead of pages. */
    record Stored(String tenant, List<String> groups, String marker, UUID id, boolean failed) {
        boolean isFor(Reader reader) {
            return tenant.equals(reader.tenant())
                    && (groups.isEmpty()
                            || reader.groups().contains("*")
                            || groups.stream().anyMatch(reader.groups()::contains));
        }
    }

    /** Somebody who asks. */
    record Reader(String tenant, Set<String> groups) {
        String header() {
            return tenant + "/" + String.join(",", groups);
        }

        RequestSpecification asks() {
            return as(header());
        }
    }

    static final List<Reader> READERS =
            List.of(
                    new Reader("alpha", Set.of()),
                    new Reader("alpha", Set.of("legal")),
                    new Reader("alpha", Set.of("hr", "sales")),
                    new Reader("alpha", Set.of("*")),
                    new Reader("beta", Set.of()),
                    new Reader("beta", Set.of("hr")),
                    new Reader("beta", Set.of("*")),
                    new Reader("gamma", Set.of("*")));

    private final List<Stored> documents = new ArrayList<>();

    /** Uploads them, waits until they are read, and says that OCR was not sure of them. */
    TenantDocuments(IngestHarness ingest) {
        String run = UUID.randomUUID().toString().substring(0, 8);
        for (String tenant : TENANTS) {
            for (List<String> groups : GROUPS) {
                String marker = "zq" + run + tenant + String.join("", groups);
                String text = "# " + marker + "\n\n" + marker + " の規程。\n";
                documents.add(upload(tenant, groups, marker, text, /* failed= */ false));
                documents.add(
                        upload(tenant, groups, marker + "x", " \n".repeat(9), /* failed= */ true));
            }
        }
        documents.forEach(document -> awaitDone(ingest, document));
        for (Stored document : documents) {
            ingest.execute(
                    "update ingest.pages set confidence = 0.1 where document_id = $1",
                    document.id());
            ingest.execute(
                    "update ingest.lines set confidence = 0.1 where document_id = $1",
                    document.id());
        }
    }

    private static Stored upload(
            String tenant, List<String> groups, String marker, String text, boolean failed) {
        RequestSpecification request =
                as(tenant + "/*")
                        .contentType("text/markdown; charset=UTF-8")
                        .queryParam("title", "題 " + marker)
                        .queryParam("file_name", marker + ".md")
                        .queryParam("tags", marker)
                        .queryParam("metadata", "{\"of\":\"" + marker + "\"}");
        groups.forEach(group -> request.queryParam("groups", group));
        Response response = request.body(IngestHarness.bytes(text)).post("/v1/documents");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
        return new Stored(tenant, groups, marker, response.as(DocumentView.class).id(), failed);
    }

    private static void awaitDone(IngestHarness ingest, Stored document) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                as(document.tenant() + "/*")
                                        .get("/v1/documents/" + document.id())
                                        .as(DocumentView.class)
                                        .state()
                                        .isFinal());
        if (document.failed()) {
            ingest.awaitDeadLetter("document_id = $1", document.id());
        }
    }

    List<Stored> all() {
        return documents;
    }

    List<Stored> keptFrom(Reader reader) {
        return documents.stream().filter(document -> !document.isFor(reader)).toList();
    }

    List<Stored> readBy(Reader reader) {
        return documents.stream().filter(document -> document.isFor(reader)).toList();
    }
}
