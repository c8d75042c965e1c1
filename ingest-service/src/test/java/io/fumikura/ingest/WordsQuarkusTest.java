package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.ingest.RenewedWords;
import io.fumikura.index.FoundChunk;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What an operator does after changing a vocabulary. */
@QuarkusTest
@WithTestResource(IngestStack.class)
class WordsQuarkusTest {
    @Inject IngestHarness ingest;

    @Test
    void everyPassageIsIndexedAgainAndStillFound() {
        DocumentView document = awaitState(ingest.upload("語彙更新試験の規程。").id(), DocumentState.INDEXED);

        RenewedWords renewed =
                given().post("/v1/words/renew")
                        .then()
                        .statusCode(200)
                        .extract()
                        .as(RenewedWords.class);

        assertThat(renewed.passages()).isGreaterThanOrEqualTo(document.chunks());
        assertThat(ingest.search("語彙更新試験"))
                .extracting(FoundChunk::documentId)
                .contains(document.id());
    }
}
