package io.fumikura.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransactionsTest {

    @Test
    void oneThatIsNeverAnsweredEndsAsThoseOfADatabaseThatIsAway() {
        Uni<String> never = Uni.createFrom().nothing();

        assertThat(Transactions.orAway(never, Duration.ofMillis(20)).subscribeAsCompletionStage())
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE));
    }
}
