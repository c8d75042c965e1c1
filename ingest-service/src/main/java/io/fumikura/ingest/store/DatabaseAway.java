package io.fumikura.ingest.store;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says that the database is away, where that is why a transaction failed. */
final class DatabaseAway {
    /** PostgreSQL's classes of errors of a lost connection and of a server that stops or starts. */
    private static final Set<String> SQL_CLASSES = Set.of("08", "57");

    private static final int MAX_CAUSES = 20;

    private DatabaseAway() {}

    /** The failure in words for callers; any other failure as it is. */
    static Throwable told(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
            if (isToldOtherwise(cause)) {
                return failure;
            }
            if (isAway(cause)) {
                return new ServiceException(
                        ErrorCode.DEPENDENCY_UNAVAILABLE,
                        "the database cannot be reached",
                        failure);
            }
        }
        return failure;
    }

    /** What a transaction does besides may fail for a connection of its own, and says so itself. */
    private static boolean isToldOtherwise(Throwable cause) {
        return cause.getClass().getName().startsWith("io.fumikura.");
    }

    private static boolean isAway(Throwable cause) {
        if (cause instanceof PgException sql) {
            String state = sql.getSqlState();
            return state != null
                    && state.length() == 5
                    && SQL_CLASSES.contains(state.substring(0, 2));
        }
        return cause instanceof ConnectException
                || cause instanceof ClosedChannelException
                || cause instanceof VertxException;
    }
}
