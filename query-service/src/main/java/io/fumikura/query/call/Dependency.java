package io.fumikura.query.call;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A service this one needs. A call waits no longer than the policy and the request's deadline
 * allow; whatever goes wrong comes out as a {@link ServiceException}: {@code
 * dependency_unavailable}, {@code overloaded}, or {@code deadline_exceeded} when it was the request
 * that ran out of time. Only the first counts for the breaker: a busy service is not a broken one.
 */
public final class Dependency {
    private static final Logger LOG = Logger.getLogger(Dependency.class);
    private static final TypeLiteral<Uni<Object>> ANY = new TypeLiteral<>() {};

    private final String name;
    private final CallPolicy policy;
    private final @Nullable SignOfLife sign;
    private final Guard guard;

    /**
     * @param name as it stands in error details, for example {@code the embedding service}
     */
    public Dependency(String name, CallPolicy policy) {
        this(name, policy, null);
    }

    /**
     * @param sign asked for while a call waits; without one, a service that is not there costs the
     *     whole time limit
     */
    public Dependency(String name, CallPolicy policy, @Nullable SignOfLife sign) {
        this.name = name;
        this.policy = policy;
        this.sign = sign;
        this.guard =
                Guard.create()
                        .withDescription(name)
                        .withCircuitBreaker()
                        .requestVolumeThreshold(policy.breakerCalls())
                        .failureRatio(policy.breakerFailures())
                        .delay(policy.breakerPause().toMillis(), ChronoUnit.MILLIS)
                        .when(Dependency::isOutage)
                        .done()
                        .build();
    }

    /** The call, made when the result is subscribed to. */
    // The guard takes the class of the result; for a generic result that can only be Object.
    @SuppressWarnings("unchecked")
    public <T> Uni<T> call(Supplier<Uni<T>> call, Deadline deadline) {
        Supplier<Uni<Object>> timed =
                () -> timed(watched(call), deadline).map(result -> (Object) result);
        return Uni.createFrom()
                .deferred(() -> guard.get(timed, ANY))
                .map(result -> (T) result)
                .onFailure(CircuitBreakerOpenException.class)
                .transform(this::pausing);
    }

    /** One call outside the breaker: for asking whether the service is there. */
    public <T> Uni<T> ask(Supplier<Uni<T>> call, Deadline deadline) {
        return timed(call, deadline);
    }

    private <T> Supplier<Uni<T>> watched(Supplier<Uni<T>> call) {
        SignOfLife asked = sign;
        return asked == null
                ? call
                : () ->
                        Uni.combine()
                                .any()
                                .of(Uni.createFrom().deferred(call::get), silence(asked));
    }

    /** Never an item; a failure when there is no sign of life. */
    private <T> Uni<T> silence(SignOfLife asked) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(asked.silence())
                .chain(() -> there(asked))
                .chain(() -> Uni.createFrom().nothing());
    }

    private Uni<Void> there(SignOfLife asked) {
        return Uni.createFrom()
                .deferred(asked.question()::get)
                .replaceWithVoid()
                .ifNoItem()
                .after(asked.silence())
                .failWith(() -> unavailable("gives no sign of life", null))
                // Whoever refuses is there.
                .onFailure(WebApplicationException.class)
                .recoverWithNull();
    }

    private <T> Uni<T> timed(Supplier<Uni<T>> call, Deadline deadline) {
        Duration wait = deadline.atMost(policy.timeout());
        if (wait.isZero()) {
            return Uni.createFrom().failure(outOfTime());
        }
        boolean ours = wait.compareTo(policy.timeout()) < 0;
        return Uni.createFrom()
                .deferred(call::get)
                .ifNoItem()
                .after(wait)
                .failWith(TimeoutException::new)
                .onFailure()
                .transform(failure -> translate(failure, ours));
    }

    private ServiceException translate(Throwable failure, boolean deadlineCameFirst) {
        if (failure instanceof ServiceException known) {
            return known;
        }
        if (failure instanceof TimeoutException) {
            return deadlineCameFirst
                    ? outOfTime()
                    : unavailable(
                            "did not answer within " + policy.timeout().toMillis() + " ms",
                            failure);
        }
        if (failure instanceof WebApplicationException answered) {
            int status = answered.getResponse().getStatus();
            return status == 429
                    ? ServiceException.overloaded(name + " is busy", Duration.ofSeconds(1))
                    : unavailable("answered with status " + status, failure);
        }
        LOG.debugf(failure, "%s cannot be reached", name);
        return unavailable("cannot be reached", failure);
    }

    private ServiceException pausing(Throwable open) {
        return unavailable(
                "failed repeatedly and is tried again within "
                        + policy.breakerPause().toSeconds()
                        + " s",
                open);
    }

    private ServiceException unavailable(String what, @Nullable Throwable cause) {
        return new ServiceException(ErrorCode.DEPENDENCY_UNAVAILABLE, name + " " + what, cause);
    }

    private ServiceException outOfTime() {
        return new ServiceException(
                ErrorCode.DEADLINE_EXCEEDED, "the time ran out while waiting for " + name);
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof ServiceException e
                && e.code() == ErrorCode.DEPENDENCY_UNAVAILABLE;
    }
}
