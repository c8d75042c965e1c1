package io.fumikura.query.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.Eventually;
import io.fumikura.query.EverythingAway;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EverythingAway.class)
class DependencyQuarkusTest {
    private static final Duration SILENCE = Duration.ofMillis(30);
    private static final Duration TEN_SILENCES = Duration.ofMillis(300);

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

    @Test
    void doesNotTakeAFullPoolOfOursForABrokenService() {
        AtomicInteger calls = new AtomicInteger();
        Supplier<Uni<String>> refused =
                () -> {
                    calls.incrementAndGet();
                    return Uni.createFrom().failure(new RejectedExecutionException("full"));
                };

        for (int i = 0; i < 10; i++) {
            assertThat(failure(refused, Duration.ofSeconds(1))).isEqualTo(ErrorCode.OVERLOADED);
        }

        assertThat(calls).hasValue(10);
    }

    @Test
    void cancelsTheCallOfACallerWhoLeaves() {
        AtomicBoolean cancelled = new AtomicBoolean();

        service.call(hanging(cancelled), Deadline.after(Duration.ofMinutes(1)))
                .subscribe()
                .with(item -> {})
                .cancel();

        assertThat(cancelled).isTrue();
    }

    @Test
    void letsTheNextOneSeeWhenTheCallerWhoWasToSeeLeaves() {
        Dependency patient = brokenAndPatient();
        AtomicBoolean cancelled = new AtomicBoolean();
        firstLetThrough(patient, hanging(cancelled)).cancel();
        assertThat(cancelled).isTrue();

        assertThat(answer(patient, () -> Uni.createFrom().item("back"))).isEqualTo("back");
        assertThat(answer(patient, () -> Uni.createFrom().item("still"))).isEqualTo("still");
    }

    @Test
    void takesACallerWhoLeavesNeitherForASuccessNorForAnOutage() {
        Dependency patient = brokenAndPatient();
        firstLetThrough(patient, hanging(new AtomicBoolean())).cancel();
        AtomicInteger calls = new AtomicInteger();
        Supplier<Uni<String>> broken =
                () -> {
                    calls.incrementAndGet();
                    return Uni.createFrom().failure(new IOException("refused"));
                };

        // Not for an outage: this one is let through. Not for a success: the one after is not.
        assertThatThrownBy(() -> answer(patient, broken)).hasMessageContaining("be reached");
        assertThatThrownBy(() -> answer(patient, broken)).hasMessageContaining("repeatedly");
        assertThat(calls).hasValue(1);
    }

    @Test
    void takesACallerWhoseTimeRunsOutNeitherForASuccessNorForAnOutage() {
        Dependency patient = brokenAndPatient();
        Eventually.holds(
                () ->
                        assertThat(codeWithin(Duration.ofMillis(50), patient))
                                .isEqualTo(ErrorCode.DEADLINE_EXCEEDED));

        assertThatThrownBy(() -> answer(patient, failing(new IOException("refused"))))
                .hasMessageContaining("be reached");
        assertThatThrownBy(() -> answer(patient, failing(new IOException("refused"))))
                .hasMessageContaining("repeatedly");
    }

    private static ErrorCode codeWithin(Duration time, Dependency service) {
        return catchThrowableOfType(
                        ServiceException.class,
                        () ->
                                service.call(() -> Uni.createFrom().nothing(), Deadline.after(time))
                                        .await()
                                        .atMost(Duration.ofSeconds(30)))
                .code();
    }

    /** Has failed often enough, and soon lets one call through to see; waits long for it. */
    private static Dependency brokenAndPatient() {
        Dependency service =
                new Dependency(
                        "the service",
                        new CallPolicy(Duration.ofMinutes(1), 4, 0.5, Duration.ofMillis(500)));
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> answer(service, failing(new IOException("refused"))))
                    .hasMessageContaining("be reached");
        }
        return service;
    }

    /** Never answers. */
    private static Supplier<Uni<String>> hanging(AtomicBoolean cancelled) {
        return () ->
                Uni.createFrom()
                        .<String>nothing()
                        .onCancellation()
                        .invoke(() -> cancelled.set(true));
    }

    private static Cancellable firstLetThrough(Dependency service, Supplier<Uni<String>> call) {
        AtomicReference<Cancellable> running = new AtomicReference<>();
        Eventually.holds(
                () -> {
                    AtomicBoolean made = new AtomicBoolean();
                    running.set(
                            service.call(
                                            () -> {
                                                made.set(true);
                                                return call.get();
                                            },
                                            Deadline.after(Duration.ofMinutes(5)))
                                    .subscribe()
                                    .with(item -> {}, failure -> {}));
                    assertThat(made).isTrue();
                });
        return Objects.requireNonNull(running.get());
    }

    @Test
    void givesUpEarlyOnAServiceThatGivesNoSignOfLife() {
        Dependency silent = watched(() -> Uni.createFrom().nothing());

        assertThatThrownBy(() -> answer(silent, () -> Uni.createFrom().nothing()))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("no sign of life");
    }

    @Test
    void waitsForASlowServiceThatIsThere() {
        Uni<String> slow = Uni.createFrom().item("late").onItem().delayIt().by(TEN_SILENCES);
        Dependency there = watched(() -> Uni.createFrom().item("here"));
        Dependency refusing =
                watched(() -> Uni.createFrom().failure(new WebApplicationException(503)));

        assertThat(answer(there, () -> slow)).isEqualTo("late");
        assertThat(answer(refusing, () -> slow)).isEqualTo("late");
    }

    @Test
    void asksNoServiceThatAnswersAtOnceForASignOfLife() {
        AtomicInteger asked = new AtomicInteger();
        Dependency quick =
                watched(
                        () -> {
                            asked.incrementAndGet();
                            return Uni.createFrom().item("here");
                        });

        assertThat(answer(quick, () -> Uni.createFrom().item("now"))).isEqualTo("now");
        assertThat(asked).hasValue(0);
    }

    private static Dependency watched(Supplier<Uni<?>> question) {
        return new Dependency(
                "the service",
                new CallPolicy(Duration.ofMinutes(1), 4, 0.5, Duration.ofMinutes(1)),
                new SignOfLife(SILENCE, question));
    }

    private static String answer(Dependency service, Supplier<Uni<String>> call) {
        return service.call(call, Deadline.after(Duration.ofMinutes(1)))
                .await()
                .atMost(Duration.ofSeconds(30));
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
