package io.fumikura.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.index.Reader;
import io.fumikura.query.QueryEnvironment;
import io.fumikura.query.call.CallPolicy;
import io.fumikura.query.call.Deadline;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(QueryEnvironment.class)
class IndexedPassagesQuarkusTest {
    private static final HybridQuery QUERY =
            new HybridQuery(
                    new Reader("default", Set.of(), true),
                    "出張の日当",
                    Optional.empty(),
                    HybridQuery.Mode.LEXICAL,
                    HybridQuery.Filters.NONE,
                    5);

    @Test
    void doesNotTakeItsOwnFullPoolForAnOutageOfTheIndex() {
        AtomicBoolean full = new AtomicBoolean(true);
        IndexedPassages passages =
                new IndexedPassages(
                        CDI.current().select(ChunkIndex.class).get(),
                        work -> {
                            if (full.get()) {
                                throw new RejectedExecutionException("full");
                            }
                            work.run();
                        },
                        new CallPolicy(Duration.ofSeconds(10), 4, 0.5, Duration.ofMinutes(1)),
                        Duration.ofSeconds(5));
        for (int i = 0; i < 6; i++) {
            ServiceException refused =
                    catchThrowableOfType(ServiceException.class, () -> found(passages));
            assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(refused.retryAfter()).isPresent();
        }

        full.set(false);

        assertThat(found(passages)).isNotEmpty();
    }

    @Test
    void saysItselfWhyTheIndexCannotBeSearched() {
        IndexedPassages passages =
                new IndexedPassages(
                        CDI.current().select(ChunkIndex.class).get(),
                        Runnable::run,
                        new CallPolicy(Duration.ofSeconds(10), 4, 0.5, Duration.ofMinutes(1)),
                        Duration.ofSeconds(5));

        // More often than the breaker would let through if this were an outage.
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(
                            () ->
                                    passages.find(
                                                    QUERY,
                                                    Optional.of("nobody-1"),
                                                    Deadline.after(Duration.ofSeconds(20)))
                                            .await()
                                            .atMost(Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            refused -> {
                                assertThat(refused.code()).isEqualTo(ErrorCode.NOT_READY);
                                assertThat(refused.detail()).contains("nobody-1");
                            });
        }
    }

    private static List<FoundChunk> found(IndexedPassages passages) {
        return passages.find(QUERY, Optional.empty(), Deadline.after(Duration.ofSeconds(20)))
                .await()
                .atMost(Duration.ofSeconds(20));
    }
}
