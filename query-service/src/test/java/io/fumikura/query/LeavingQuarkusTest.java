package io.fumikura.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.access.OurServices;
import io.fumikura.access.http.OutgoingCalls;
import io.fumikura.query.call.CallPolicy;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.embed.FakeEmbeddingServer;
import io.fumikura.query.embed.QueryEmbedder;
import io.fumikura.query.embed.RemoteQueryEmbedder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.inject.spi.CDI;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The model services do not work for somebody who has gone. */
@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class LeavingQuarkusTest {
    private static final Duration AGES = Duration.ofMinutes(1);

    // Injected by QueryEnvironment.
    @SuppressWarnings("NullAway.Init")
    QueryEnvironment.World world;

    @BeforeEach
    @AfterEach
    void whole() {
        world.whole();
    }

    @Test
    void aSearchIsNotRerankedAnyMore() throws Exception {
        world.reranker().stalls("/rerank");
        CompletableFuture<?> search = LeavingCaller.asks("/v1/search", "{\"query\":\"出張の日当\"}");
        world.reranker().awaitStall();

        search.cancel(true);

        // Well before its five seconds are over.
        assertThat(world.reranker().isLeftWithin(Duration.ofSeconds(3))).isTrue();
    }

    @Test
    void aQuestionIsNotEmbeddedAnyMore() throws Exception {
        world.embedding().stalls("/embed");
        QueryEmbedder embedder =
                RemoteQueryEmbedder.at(
                        URI.create(world.embedding().url()),
                        new CallPolicy(AGES, 4, 0.5, AGES),
                        CDI.current().select(OutgoingCalls.class).get().to(OurServices.EMBEDDING));
        Cancellable embedding =
                embedder.embed("出張の日当", FakeEmbeddingServer.INDEX_COMPAT, Deadline.after(AGES))
                        .subscribe()
                        .with(vector -> {});
        world.embedding().awaitStall();

        embedding.cancel();

        assertThat(world.embedding().isLeftWithin(Duration.ofSeconds(20))).isTrue();
    }
}
