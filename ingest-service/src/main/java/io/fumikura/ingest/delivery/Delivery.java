package io.fumikura.ingest.delivery;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Handles one record until it is settled: done, or given up with a dead letter. It never fails, so
 * a consumer acknowledges in order and a bad record never stops a partition. While a server is away
 * it tries for ever, with growing pauses, and nothing is acknowledged meanwhile. A failure nobody
 * foresaw is tried a few times and then treated as the record's fault.
 */
public final class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** With the pauses between them, about half a minute. */
    private static final int ATTEMPTS = 8;

    /**
     * @param work may be started any number of times
     * @param giveUp writes the dead letter; tried until it succeeds
     */
    public Uni<Void> settle(
            Supplier<Uni<Void>> work, Function<ServiceException, Uni<Void>> giveUp) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure()
                .invoke(Delivery::log)
                .onFailure(Delivery::isUnforeseen)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(ATTEMPTS - 1)
                .onFailure(Transience::isTransient)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .onFailure()
                .recoverWithUni(failure -> untilDone(() -> giveUp.apply(fault(failure))));
    }

    private static Uni<Void> untilDone(Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onFailure()
                .invoke(Delivery::log)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    /** A failure that time heals, which {@link #settle} tries again for ever. */
    public static boolean isPassing(Throwable failure) {
        return Transience.isTransient(failure);
    }

    private static boolean isUnforeseen(Throwable failure) {
        return Transience.fault(failure).isEmpty() && !Transience.isTransient(failure);
    }

    private static ServiceException fault(Throwable failure) {
        return Transience.fault(failure)
                .orElseGet(
                        () ->
                                new ServiceException(
                                        ErrorCode.INTERNAL_ERROR,
                                        "The record could not be handled in %d attempts"
                                                .formatted(ATTEMPTS),
                                        new GivenUp(ATTEMPTS, failure)));
    }

    private static void log(Throwable failure) {
        if (Transience.fault(failure).isPresent()) {
            LOG.debugf("given up: %s", failure.getMessage());
        } else if (Transience.isTransient(failure)) {
            LOG.warnf("trying again later: %s", failure);
        } else {
            LOG.warn("trying again after an unforeseen failure", failure);
        }
    }
}
