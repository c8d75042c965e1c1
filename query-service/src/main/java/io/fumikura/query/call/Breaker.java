package io.fumikura.query.call;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets no call through for a while after too many have failed, and then one, to see. A call whose
 * caller leaves is cancelled. It says nothing about the service, nor does one that ran out of its
 * caller's time: neither is counted, and when it was the one to see, the next caller's is that one.
 * SmallRye's guard by itself knows only success and failure, does not cancel, and waits for the
 * verdict of that one call for as long as it takes.
 */
final class Breaker {
    private static final TypeLiteral<Uni<Object>> ANY = new TypeLiteral<>() {};

    private final Guard guard;
    private final Predicate<Throwable> saysNothing;

    /** Of calls that were let through to see and ended without a verdict; rarely more than one. */
    private final Queue<UniEmitter<? super Object>> openVerdicts = new ConcurrentLinkedQueue<>();

    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    /**
     * @param isOutage failures that count; others show that the service is there
     * @param saysNothing failures that show neither
     */
    Breaker(
            String name,
            CallPolicy policy,
            Predicate<Throwable> isOutage,
            Predicate<Throwable> saysNothing) {
        this.saysNothing = saysNothing;
        this.guard =
                Guard.create()
                        .withDescription(name)
                        .withCircuitBreaker()
                        .requestVolumeThreshold(policy.breakerCalls())
                        .failureRatio(policy.breakerFailures())
                        .delay(policy.breakerPause().toMillis(), ChronoUnit.MILLIS)
                        .when(isOutage)
                        .onStateChange(now -> state = now)
                        .done()
                        .build();
    }

    /** The call, made when the result is subscribed to; it must end some time. */
    Uni<Object> through(Supplier<Uni<Object>> call) {
        return Uni.createFrom()
                .emitter(
                        answer -> {
                            UniEmitter<? super Object> open = openVerdicts.poll();
                            if (open == null) {
                                ask(call, answer);
                            } else {
                                make(call, open, answer);
                            }
                        });
    }

    private void ask(Supplier<Uni<Object>> call, UniEmitter<? super Object> answer) {
        guard.get(() -> Uni.createFrom().emitter(verdict -> make(call, verdict, answer)), ANY)
                .subscribe()
                .with(answered -> {}, answer::fail);
    }

    private void make(
            Supplier<Uni<Object>> call,
            UniEmitter<? super Object> verdict,
            UniEmitter<? super Object> answer) {
        boolean toSee = state != CircuitBreakerState.CLOSED;
        AtomicBoolean over = new AtomicBoolean();
        Runnable withoutVerdict =
                () -> {
                    if (over.compareAndSet(false, true) && toSee) {
                        openVerdicts.add(verdict);
                    }
                };
        Cancellable running =
                call.get()
                        .subscribe()
                        .with(
                                item -> {
                                    if (over.compareAndSet(false, true)) {
                                        verdict.complete(item);
                                    }
                                    answer.complete(item);
                                },
                                failure -> {
                                    if (saysNothing.test(failure)) {
                                        withoutVerdict.run();
                                    } else if (over.compareAndSet(false, true)) {
                                        verdict.fail(failure);
                                    }
                                    answer.fail(failure);
                                });
        answer.onTermination(
                () -> {
                    withoutVerdict.run();
                    running.cancel();
                });
    }
}
