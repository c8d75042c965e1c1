package io.fumikura.ingest.store;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;

/** Says that the database is away, where that is why a transaction failed. */
final class DatabaseAway {
    /**
     * A lost connection, a server that stops or starts, one without room, one that only reads since
     * another took its place, and a password that is being changed.
     */
    private static final Set<String> SQL_STATES = Set.of("08", "57", "53", "25006", "28");

    private DatabaseAway() {}

    /** The failure in words for callers; any other failure as it is. */
    static Throwable told(Throwable failure) {
        boolean away =
                Causes.of(failure)
                        .takeWhile(cause -> !isToldOtherwise(cause))
                        .anyMatch(DatabaseAway::isAway);
        return away
                ? new ServiceException(
                        ErrorCode.DEPENDENCY_UNAVAILABLE, "the database cannot be reached", failure)
                : failure;
    }

    /** What a transaction does besides may fail for a connection of its own, and says so itself. */
    private static boolean isToldOtherwise(Throwable cause) {
        return cause.getClass().getName().startsWith("io.fumikura.");
    }

    private static boolean isAway(Throwable cause) {
        if (cause instanceof PgException error) {
            return Causes.isOneOf(error, SQL_STATES);
        }
        return cause instanceof ConnectException
                || cause instanceof ClosedChannelException
                || cause instanceof VertxException;
    }
}
