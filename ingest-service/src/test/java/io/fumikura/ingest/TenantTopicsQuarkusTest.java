package io.fumikura.ingest;

import static io.fumikura.ingest.HeaderCallers.as;
import static io.fumikura.ingest.IngestHarness.PATIENCE;
import static io.fumikura.ingest.IngestHarness.bytes;
import static io.fumikura.ingest.IngestHarness.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.contract.event.EventJson;
import io.fumikura.contract.event.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose documents records are. */
@QuarkusTest
@TestProfile(WithCallers.class)
class TenantTopicsQuarkusTest {
    @Inject IngestHarness ingest;

    @Test
    void theTopicOfATenantMakesItsDocuments() {
        UUID id = UUID.randomUUID();

        ingest.produce(TenantStack.TOPIC, id.toString(), event(id));

        awaitFor("beta", id);
        assertThat(as("default/*").get("/v1/documents/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void theHeaderSaysItOnTheTopicOfAll() {
        UUID id = UUID.randomUUID();

        ingest.produce(Topics.DOCUMENTS, id.toString(), "alpha", event(id));

        awaitFor("alpha", id);
    }

    @Test
    void aHeaderThatSaysAnotherTenantThanTheTopicMakesADeadLetterOfTheTopicsTenant() {
        UUID id = UUID.randomUUID();

        ingest.produce(TenantStack.TOPIC, id.toString(), "alpha", event(id));

        Map<String, Object> letter = ingest.awaitDeadLetter("key = $1", id.toString());
        assertThat(letter).containsEntry("tenant", "beta").containsEntry("code", "invalid_event");
        assertThat(as("alpha/*").get("/v1/dead-letters?limit=200").asString())
                .doesNotContain(String.valueOf(letter.get("id")));
        as("beta/*")
                .post("/v1/dead-letters/" + letter.get("id") + "/replay")
                .then()
                .statusCode(202);
        awaitFor("beta", id);
    }

    @Test
    void anIdOfAnotherTenantMakesADeadLetterThatDoesNotSayWhose() {
        UUID id = UUID.randomUUID();
        ingest.produce(Topics.DOCUMENTS, id.toString(), "alpha", event(id));
        awaitFor("alpha", id);

        ingest.produce(TenantStack.TOPIC, id.toString(), event(id));

        Map<String, Object> letter = ingest.awaitDeadLetter("key = $1", id.toString());
        assertThat(letter).containsEntry("tenant", "beta");
        assertThat(String.valueOf(letter.get("reason"))).doesNotContain("alpha", "tenant");
    }

    private static byte[] event(UUID id) {
        String content = Base64.getEncoder().encodeToString(bytes("題名のある文書。" + id));
        String eventId = UUID.randomUUID().toString();
        return EventJson.write(
                submission(eventId, Map.of("document_id", id, "content_base64", content)));
    }

    private static void awaitFor(String tenant, UUID id) {
        await().atMost(PATIENCE)
                .until(() -> as(tenant).get("/v1/documents/" + id).statusCode() == 200);
    }
}
