package io.fumikura.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseAwayTest {
    static Stream<Throwable> away() {
        return Stream.of(
                new ConnectException("refused"),
                new CompletionException(new ConnectException("refused")),
                new ClosedChannelException(),
                new PgException("cannot execute INSERT in a read-only…", "ERROR", "25006", null),
                new PgException("password authentication failed", "FATAL", "28P01", null),
                new PgException("could not extend file", "ERROR", "53100", null),
                new IllegalStateException(new VertxException("Connection was closed", true)));
    }

    @ParameterizedTest
    @MethodSource("away")
    void saysThatTheDatabaseIsAwayAndKeepsTheCause(Throwable failure) {
        Throwable told = DatabaseAway.told(failure);

        assertThat(told)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_UNAVAILABLE);
                            assertThat(e.detail()).isEqualTo("the database cannot be reached");
                        })
                .hasCause(failure);
    }

    @Test
    void leavesOtherFailuresAsTheyAre() {
        Throwable other = new IllegalStateException("a bug");

        assertThat(DatabaseAway.told(other)).isSameAs(other);
        Throwable aborted =
                new PgException("current transaction is aborted", "ERROR", "25P02", null);
        assertThat(DatabaseAway.told(aborted)).isSameAs(aborted);
    }

    @Test
    void leavesWhatSomethingElseSaidOfItsOwnConnection() {
        Throwable store =
                new ServiceException(
                        ErrorCode.DEPENDENCY_UNAVAILABLE,
                        "the object store cannot be reached",
                        new ConnectException("refused"));

        assertThat(DatabaseAway.told(new CompletionException(store)).getCause()).isSameAs(store);
    }
}
