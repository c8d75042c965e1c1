package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.Reconciling.assertIs;
import static io.fumikura.ingest.Reconciling.findings;
import static io.fumikura.ingest.Reconciling.reconcile;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.contract.ingest.FindingKind;
import io.fumikura.index.ServedCollection;
import io.fumikura.ingest.index.IndexGate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Qdrant comes back empty while the service runs. */
@QuarkusTest
@WithTestResource(LostIndexStack.class)
class LostIndexQuarkusTest {
    @Inject IngestHarness ingest;
    @Inject IndexGate gate;

    @ConfigProperty(name = "qdrant.port")
    int port;

    @Test
    void anIndexThatIsLostIsMadeAnewAndLacksDocumentsUntilTheyAreReconciled(@TempDir Path folder)
            throws IOException {
        try (LosableQdrant qdrant = LosableQdrant.start(folder, port)) {
            losesAndRecovers(qdrant);
        }
    }

    private void losesAndRecovers(LosableQdrant qdrant) {
        ingest.awaitIndex();
        assertThat(gate.isWhole()).isTrue();
        UUID uploaded = ingest.upload("倉庫の鍵は総務部が預かる。").id();
        DocumentView document = awaitState(uploaded, DocumentState.INDEXED);

        qdrant.lose();

        await().atMost(IngestHarness.PATIENCE)
                .untilAsserted(
                        () ->
                                given().post("/v1/reconcile?repair=true")
                                        .then()
                                        .statusCode(503)
                                        .body("code", equalTo("not_ready"))
                                        .body("detail", containsString("no index")));

        gate.look();
        await().atMost(IngestHarness.PATIENCE).until(() -> served().equals(lacking()));
        ingest.awaitIndex();
        assertThat(gate.isWhole()).isFalse();
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(containsString("reconcile --repair"));
        assertThat(findings(reconcile("repair=false"))).hasSize(1);
        assertThat(served()).isEqualTo(lacking());

        assertThat(findings(reconcile("repair=true")))
                .singleElement()
                .satisfies(
                        found ->
                                assertIs(
                                        found,
                                        FindingKind.POINTS_MISSING,
                                        document.id(),
                                        document.chunks(),
                                        true));

        assertThat(ingest.search("倉庫の鍵")).isNotEmpty();
        assertThat(served().map(ServedCollection::whole)).contains(true);
        gate.look();
        await().atMost(IngestHarness.PATIENCE).until(gate::isWhole);
    }

    private Optional<ServedCollection> served() {
        return ingest.index.collections().serving().toCompletableFuture().join();
    }

    private static Optional<ServedCollection> lacking() {
        return Optional.of(new ServedCollection(IngestStack.INDEX_COMPAT, /* whole= */ false));
    }
}
