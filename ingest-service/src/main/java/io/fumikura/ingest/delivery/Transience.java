package io.fumikura.ingest.delivery;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.IndexUnavailableException;
import io.fumikura.ingest.store.Causes;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Tells failures that time heals (a server that is away, a lost lock) from those it does not. In
 * doubt a failure is neither, and is tried a few times.
 */
final class Transience {
    private static final Set<ErrorCode> PASSING =
            Set.of(ErrorCode.OVERLOADED, ErrorCode.NOT_READY, ErrorCode.DEPENDENCY_UNAVAILABLE);

    /**
     * PostgreSQL's errors that repeating the transaction may cure: connection, rollback (deadlock),
     * resources, operator intervention, system, a server that only reads, a changed password.
     */
    private static final Set<String> PASSING_SQL_STATES =
            Set.of("08", "40", "53", "57", "58", "25006", "28");

    private Transience() {}

    static boolean isTransient(Throwable failure) {
        // A document's fault may have an I/O error for its cause: a damaged PDF, say.
        return fault(failure).isEmpty() && Causes.of(failure).anyMatch(Transience::passes);
    }

    /** An error the record itself is to blame for. */
    static Optional<ServiceException> fault(Throwable failure) {
        return Causes.of(failure)
                .filter(ServiceException.class::isInstance)
                .map(ServiceException.class::cast)
                .filter(known -> !PASSING.contains(known.code()))
                .findFirst();
    }

    private static boolean passes(Throwable cause) {
        if (cause instanceof PgException error) {
            return Causes.isOneOf(error, PASSING_SQL_STATES);
        }
        if (cause instanceof ServiceException known) {
            return PASSING.contains(known.code());
        }
        return cause instanceof IndexUnavailableException
                || cause instanceof IOException
                || cause instanceof VertxException
                || cause instanceof TimeoutException;
    }
}
