package io.fumikura.query.call;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A service this one needs. A call waits no longer than the policy and the request's deadline
 * allow; whatever goes wrong comes out as a {@link ServiceException}: {@code
 * dependency_unavailable}, {@code overloaded}, or {@code deadline_exceeded} when it was the request
 * that ran out of time. Only the first counts for the {@link Breaker}: a busy service is not a
 * broken one. A call whose caller leaves is cancelled.
 */
public final class Dependency {
    private static final Logger LOG = Logger.getLogger(Dependency.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String name;
    private final CallPolicy policy;
    private final @Nullable SignOfLife sign;
    private final Breaker breaker;

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
        this.breaker = new Breaker(name, policy, Dependency::isOutage, Dependency::saysNothing);
    }

    /** The call, made when the result is subscribed to, and given up when that is cancelled. */
    // The breaker carries results of every kind.
    @SuppressWarnings("unchecked")
    public <T> Uni<T> call(Supplier<Uni<T>> call, Deadline deadline) {
        Supplier<Uni<Object>> timed =
                () -> timed(watched(call), deadline).map(result -> (Object) result);
        return breaker.through(timed)
                .map(result -> (T) result)
                .onFailure(CircuitBreakerOpenException.class)
                .transform(this::pausing)
                .onFailure(RejectedExecutionException.class)
                .transform(this::busy);
    }

    /** One call outside the breaker: for asking whether the service is there. */
    public <T> Uni<T> ask(Supplier<Uni<T>> call, Deadline deadline) {
        return timed(call, deadline)
                .onFailure(RejectedExecutionException.class)
                .transform(this::busy);
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

    /** What a pool of ours refuses stays as it is, for the breaker to see. */
    private Throwable translate(Throwable failure, boolean deadlineCameFirst) {
        if (failure instanceof ServiceException || failure instanceof RejectedExecutionException) {
            return failure;
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
                    ? ServiceException.overloaded(name + " is busy", RETRY_AFTER)
                    : unavailable("answered with status " + status, failure);
        }
        LOG.debugf(failure, "%s cannot be reached", name);
        return unavailable("cannot be reached", failure);
    }

    private ServiceException busy(Throwable refused) {
        LOG.debugf(refused, "no thread for a call of %s", name);
        return ServiceException.overloaded(
                "there is too much to do for another call of " + name, RETRY_AFTER);
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

    /** Our own limits say nothing about the service. */
    private static boolean saysNothing(Throwable failure) {
        return failure instanceof RejectedExecutionException
                || (failure instanceof ServiceException e
                        && e.code() == ErrorCode.DEADLINE_EXCEEDED);
    }
}
