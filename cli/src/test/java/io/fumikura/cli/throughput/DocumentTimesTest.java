package io.fumikura.cli.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocumentTimesTest {
    private final DocumentTimes times = new DocumentTimes(Instant.EPOCH);

    @Test
    void splitsTheTotalIntoItsStages() {
        see(DocumentState.RECEIVED, 1);
        see(DocumentState.PARSING, 2);
        see(DocumentState.EMBEDDING, 10);
        see(DocumentState.EMBEDDING, 12);
        see(DocumentState.INDEXING, 30);
        see(DocumentState.INDEXED, 33);

        assertThat(times.read()).isEqualTo(Duration.ofSeconds(10));
        assertThat(times.written()).isEqualTo(Duration.ofSeconds(20));
        assertThat(times.published()).isEqualTo(Duration.ofSeconds(3));
        assertThat(times.total()).isEqualTo(Duration.ofSeconds(33));
    }

    @Test
    void aStateNobodySawTookNoTime() {
        see(DocumentState.PARSING, 1);
        see(DocumentState.INDEXED, 5);

        assertThat(times.read()).isEqualTo(Duration.ofSeconds(5));
        assertThat(times.written()).isZero();
        assertThat(times.published()).isZero();
    }

    @Test
    void thereIsNoTotalBeforeTheEnd() {
        see(DocumentState.PARSING, 1);

        assertThatThrownBy(times::total).isInstanceOf(IllegalStateException.class);
    }

    private void see(DocumentState state, int second) {
        DocumentView document =
                new DocumentView(
                        new UUID(0, 1),
                        "",
                        "application/pdf",
                        "",
                        1,
                        List.of(),
                        List.of(),
                        Map.of(),
                        state,
                        1,
                        1,
                        0,
                        null,
                        0,
                        0,
                        0,
                        null,
                        null,
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH);
        times.see(document, Instant.EPOCH.plusSeconds(second));
    }
}
