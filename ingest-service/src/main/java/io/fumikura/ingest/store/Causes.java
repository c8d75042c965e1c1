package io.fumikura.ingest.store;

import io.vertx.pgclient.PgException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Why something failed, as far as that is told. */
public final class Causes {
    private static final int SQL_STATE_LENGTH = 5;
    private static final int CLASS_LENGTH = 2;

    /** A chain of causes may lead back into itself. */
    private static final int MAX_CAUSES = 20;

    private Causes() {}

    /** The failure itself first, then what caused it, and so on. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_CAUSES);
    }

    /**
     * Whether PostgreSQL's error is one of these states (five characters) or of one of these
     * classes (the first two).
     */
    public static boolean isOneOf(PgException error, Set<String> statesAndClasses) {
        String state = error.getSqlState();
        return state != null
                && state.length() == SQL_STATE_LENGTH
                && (statesAndClasses.contains(state)
                        || statesAndClasses.contains(state.substring(0, CLASS_LENGTH)));
    }
}
