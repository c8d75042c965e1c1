package io.fumikura.ingest;

import static io.fumikura.ingest.UploadQuarkusTest.keyed;
import static org.hamcrest.Matchers.equalTo;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A request that is repeated with its key, and the document it became was not read. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class IdempotencyKeyQuarkusTest {
    @Test
    void promisesNoWorkForAFailedDocumentThatIsSentAgainWithItsKey() {
        String key = UUID.randomUUID().toString();
        String blank = " \n \n" + " ".repeat(13);
        UUID id = keyed(key, blank).as(DocumentView.class).id();
        IngestHarness.awaitState(id, DocumentState.FAILED);

        keyed(key, blank)
                .then()
                .statusCode(200)
                .body("id", equalTo(id.toString()))
                .body("state", equalTo("failed"))
                .body("generation", equalTo(1));

        keyed(UUID.randomUUID().toString(), blank)
                .then()
                .statusCode(202)
                .body("id", equalTo(id.toString()))
                .body("generation", equalTo(2));
    }
}
