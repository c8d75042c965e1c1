package io.fumikura.ingest;

import static io.fumikura.ingest.IngestHarness.awaitState;
import static io.fumikura.ingest.StoredPoints.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fumikura.access.OurServices;
import io.fumikura.access.http.OutgoingCalls;
import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.index.RemoteEmbeddingModel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clocks or secrets that differ: embedding-service answers 401 to this service. */
@QuarkusTest
@WithTestResource(DamagedStack.class)
class UntrustedQuarkusTest {
    @Inject IngestHarness ingest;
    @Inject OutgoingCalls calls;

    @BeforeEach
    void ready() {
        ingest.awaitIndex();
    }

    @AfterEach
    void trustedAgain() {
        FakeEmbeddingRoutes.answerEmbed(0);
    }

    @Test
    void passagesWaitForTheServiceThatRefusesThem() {
        UUID document = UUID.randomUUID();
        List<ChunkToEmbed> chunks = ingest.held(document, text("信用"));
        int before = FakeEmbeddingRoutes.refusals();
        FakeEmbeddingRoutes.answerEmbed(401);

        chunks.forEach(
                chunk -> ingest.embedding.send(ingest.embedding.vector(chunk, "wrong-model")));
        await().atMost(IngestHarness.PATIENCE)
                .until(() -> FakeEmbeddingRoutes.refusals() >= before + 2);
        assertThat(IngestHarness.view(document).state()).isEqualTo(DocumentState.EMBEDDING);
        FakeEmbeddingRoutes.answerEmbed(0);

        awaitState(document, DocumentState.INDEXED);
    }

    @Test
    void theWordsNameTheStatusOfAServiceThatDoesAnswer() throws IOException {
        HttpServer refusing =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(401, -1);
                    exchange.close();
                });
        refusing.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + refusing.getAddress().getPort());
            RemoteEmbeddingModel model =
                    new RemoteEmbeddingModel(address, calls.to(OurServices.EMBEDDING));

            assertThatThrownBy(() -> model.describe().await().atMost(IngestHarness.PATIENCE))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            refused -> {
                                assertThat(refused.code())
                                        .isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
                                assertThat(refused.detail()).contains("401", "trust");
                            });
        } finally {
            refusing.stop(0);
        }
    }
}
