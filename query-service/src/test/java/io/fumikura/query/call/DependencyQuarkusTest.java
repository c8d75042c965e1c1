package io.fumikura.query.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.EverythingAway;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EverythingAway.class)
class DependencyQuarkusTest {
    private final Dependency service =
            new Dependency(
                    "the service",
                    new CallPolicy(Duration.ofMillis(50), 4, 0.5, Duration.ofMinutes(1)));

    @Test
    void saysThatItCannotBeReached() {
        assertThat(failure(failing(new IOException("refused")), Duration.ofSeconds(1)))
                .isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
    }

    @Test
    void saysWhoRanOutOfTime() {
        assertThat(failure(() -> Uni.createFrom().nothing(), Duration.ofSeconds(1)))
                .isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
        assertThat(failure(() -> Uni.createFrom().nothing(), Duration.ofMillis(10)))
                .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(failure(() -> Uni.createFrom().item("late"), Duration.ZERO))
                .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    }

    @Test
    void stopsCallingAServiceThatKeepsFailing() {
        AtomicInteger calls = new AtomicInteger();
        Supplier<Uni<String>> broken =
                () -> {
                    calls.incrementAndGet();
                    return Uni.createFrom().failure(new IOException("refused"));
                };

        for (int i = 0; i < 10; i++) {
            assertThat(failure(broken, Duration.ofSeconds(1)))
                    .isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
        }

        assertThat(calls).hasValue(4);
    }

    @Test
    void doesNotTakeABusyServiceForABrokenOne() {
        AtomicInteger calls = new AtomicInteger();
        Supplier<Uni<String>> busy =
                () -> {
                    calls.incrementAndGet();
                    return Uni.createFrom()
                            .failure(ServiceException.overloaded("busy", Duration.ofSeconds(1)));
                };

        for (int i = 0; i < 10; i++) {
            assertThat(failure(busy, Duration.ofSeconds(1))).isEqualTo(ErrorCode.OVERLOADED);
        }

        assertThat(calls).hasValue(10);
    }

    private ErrorCode failure(Supplier<Uni<String>> call, Duration time) {
        return catchThrowableOfType(
                        ServiceException.class,
                        () ->
                                service.call(call, Deadline.after(time))
                                        .await()
                                        .atMost(Duration.ofSeconds(5)))
                .code();
    }

    private static Supplier<Uni<String>> failing(Exception failure) {
        return () -> Uni.createFrom().failure(failure);
    }
}
