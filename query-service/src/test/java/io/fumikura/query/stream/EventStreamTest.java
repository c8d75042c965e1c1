package io.fumikura.query.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    @Test
    void endsWithAnErrorOfOursWhenItsSourceFails() {
        assertThat(frames(new ServiceException(ErrorCode.NOT_READY, "not yet")))
                .containsExactly("a", "not yet");
    }

    @Test
    void doesNotShowWhatWentWrongInside() {
        assertThat(frames(new IllegalStateException("line 7")))
                .containsExactly("a", "the answer broke off");
    }

    private static List<String> frames(RuntimeException failure) {
        Multi<String> source =
                Multi.createBy()
                        .concatenating()
                        .streams(Multi.createFrom().item("a"), Multi.createFrom().failure(failure));
        return EventStream.of(source, ServiceException::detail)
                .frames()
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
