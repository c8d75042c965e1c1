package io.fumikura.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.FindingKind;
import io.fumikura.contract.ingest.ReconcileLine;
import io.fumikura.contract.ingest.ReconcileLine.Finding;
import io.fumikura.index.IndexedChunk;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What the tests of a reconciliation ask and expect. */
final class Reconciling {
    private Reconciling() {}

    static List<ReconcileLine> reconcile(String query) {
        Response response = given().post("/v1/reconcile?" + query);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        List<ReconcileLine> lines = new ArrayList<>();
        response.asString()
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(
                        line -> {
                            try {
                                lines.add(EventJson.mapper().readValue(line, ReconcileLine.class));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        return lines;
    }

    static List<Finding> findings(List<ReconcileLine> lines) {
        summary(lines);
        List<Finding> findings = new ArrayList<>();
        for (ReconcileLine line : lines) {
            if (line.finding() != null) {
                findings.add(line.finding());
            }
        }
        return findings;
    }

    static ReconcileLine.Summary summary(List<ReconcileLine> lines) {
        ReconcileLine.Summary summary = lines.get(lines.size() - 1).summary();
        assertThat(summary).isNotNull();
        return Objects.requireNonNull(summary);
    }

    static void assertIs(
            Finding finding, FindingKind kind, UUID document, long count, boolean repaired) {
        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(finding.documentId()).isEqualTo(document);
        assertThat(finding.count()).isEqualTo(count);
        assertThat(finding.repaired()).as(finding.detail()).isEqualTo(repaired);
    }

    static IndexedChunk point(UUID document, int generation, int ordinal, String text) {
        return new IndexedChunk(
                Topics.DEFAULT_TENANT,
                document,
                generation,
                ordinal,
                1,
                1,
                1,
                "題",
                text,
                List.of(),
                List.of(),
                "text/plain",
                Instant.now(),
                FakeEmbedding.embed(text));
    }
}
