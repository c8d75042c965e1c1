package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.Refusal;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;

/** Waiting for documents. */
final class Documents {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Documents() {}

    static void awaitAllIndexed(RunningSystem system, Collection<UUID> ids) {
        for (UUID id : ids) {
            DocumentView document =
                    await().atMost(LIMIT)
                            .pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(200))
                            .ignoreExceptionsMatching(
                                    e -> e instanceof Refusal || e instanceof CommandFailure)
                            .until(() -> system.client().document(id), d -> d.state().isFinal());
            assertThat(document.state())
                    .as("%s: %s", document.title(), document.error())
                    .isEqualTo(DocumentState.INDEXED);
        }
    }
}
