package io.fumikura.ingest.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.IndexUnavailableException;
import io.fumikura.ingest.deadletter.Fault;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<ErrorCode> givenUp = new ArrayList<>();

    @Test
    void givesUpARecordThatIsToBlameAtOnce() {
        AtomicInteger attempts = new AtomicInteger();

        settle(
                () -> {
                    attempts.incrementAndGet();
                    throw new ServiceException(ErrorCode.INVALID_EVENT, "bad");
                });

        assertThat(attempts).hasValue(1);
        assertThat(givenUp).containsExactly(ErrorCode.INVALID_EVENT);
    }

    @Test
    void blamesTheRecordWhateverTheCauseOfItsFault() {
        settle(
                () -> {
                    throw new ServiceException(
                            ErrorCode.ENCRYPTED_DOCUMENT, "locked", new IOException("password"));
                });

        assertThat(givenUp).containsExactly(ErrorCode.ENCRYPTED_DOCUMENT);
    }

    @Test
    void waitsForAServerThatIsAway() {
        AtomicInteger attempts = new AtomicInteger();

        settle(
                () ->
                        attempts.incrementAndGet() < 5
                                ? Uni.createFrom().failure(new IndexUnavailableException("away"))
                                : Uni.createFrom().voidItem());

        assertThat(attempts).hasValue(5);
        assertThat(givenUp).isEmpty();
    }

    @Test
    void repeatsGivingUpUntilItSucceeds() {
        AtomicInteger attempts = new AtomicInteger();

        new Delivery()
                .settle(
                        () -> {
                            throw new ServiceException(ErrorCode.INVALID_EVENT, "bad");
                        },
                        fault ->
                                attempts.incrementAndGet() < 3
                                        ? Uni.createFrom()
                                                .failure(new IllegalStateException("no database"))
                                        : Uni.createFrom().voidItem())
                .await()
                .atMost(PATIENCE);

        assertThat(attempts).hasValue(3);
    }

    @Test
    void aLetterSaysHowOftenItsRecordWasTried() {
        ServiceException once = new ServiceException(ErrorCode.INVALID_EVENT, "bad");
        ServiceException often =
                new ServiceException(
                        ErrorCode.INTERNAL_ERROR,
                        "bad",
                        new GivenUp(8, new IllegalStateException()));

        assertThat(Fault.of("parse", once).attempts()).isEqualTo(1);
        assertThat(Fault.of("parse", often).attempts()).isEqualTo(8);
    }

    private void settle(Supplier<Uni<Void>> work) {
        new Delivery()
                .settle(
                        work,
                        fault -> {
                            givenUp.add(fault.code());
                            return Uni.createFrom().voidItem();
                        })
                .await()
                .atMost(PATIENCE);
    }
}
