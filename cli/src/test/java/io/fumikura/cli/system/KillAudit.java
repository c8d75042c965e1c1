package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.Refusal;
import io.fumikura.cli.stack.Component;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.index.ChunkIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether database, blob store and index hold exactly the last version of each document, and
 * nothing else of anybody.
 */
final class KillAudit {
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(5);

    private final RunningSystem system;
    private final List<ToldDocument> documents;

    KillAudit(RunningSystem system, List<ToldDocument> documents) {
        this.system = system;
        this.documents = documents;
    }

    /** Nothing is said any more; what was said is worked off. */
    void awaitLastVersions() {
        for (ToldDocument document : documents) {
            await().alias("the last version of " + document.id())
                    .atMost(SETTLED_WITHIN)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptionsMatching(
                            e -> e instanceof Refusal || e instanceof CommandFailure)
                    .untilAsserted(() -> assertIsLastVersion(document));
        }
    }

    /** A version may look like one before it, so looking at the document does not tell. */
    private void assertIsWorkedOff(ToldDocument document) {
        if (document.isMarked()) {
            assertThat(system.client().document(document.mark()).state())
                    .isEqualTo(DocumentState.DELETED);
        }
    }

    private void assertIsLastVersion(ToldDocument document) {
        assertIsWorkedOff(document);
        DocumentView stored = system.client().document(document.id());
        if (document.deleted()) {
            assertThat(stored.state()).as(stored.toString()).isEqualTo(DocumentState.DELETED);
        } else {
            assertThat(stored.state()).as(stored.toString()).isEqualTo(DocumentState.INDEXED);
            assertThat(stored.sha256()).as(stored.toString()).isEqualTo(sha256(document));
            assertThat(stored.title())
                    .as(stored.toString())
                    .isEqualTo(document.title(document.version()));
        }
    }

    void check() throws IOException, InterruptedException {
        try (ChunkIndex index = ChunkIndex.connect(system.indexAddress())) {
            for (ToldDocument document : documents) {
                DocumentView stored = system.client().document(document.id());
                long expected = document.deleted() ? 0 : stored.chunks();
                assertThat(points(index, document, true)).as("visible points").isEqualTo(expected);
                assertThat(points(index, document, false)).as("points").isEqualTo(expected);
            }
        }
        Set<String> originals =
                documents.stream()
                        .filter(document -> !document.deleted())
                        .map(KillAudit::sha256)
                        .collect(Collectors.toSet());
        await().atMost(SETTLED_WITHIN).until(() -> blobs().equals(originals));
        assertThat(system.get(Component.INGEST, "/v1/dead-letters").body()).isEqualTo("[]");
        DevCommand reconciled = DevCommand.run(system, "reconcile");
        assertThat(reconciled.exitCode()).as(reconciled.said()).isZero();
        assertThat(reconciled.said()).contains("\"findings\":{}");
    }

    private static long points(ChunkIndex index, ToldDocument document, boolean visibleOnly) {
        return index.countPoints(Topics.DEFAULT_TENANT, document.id(), visibleOnly)
                .toCompletableFuture()
                .join();
    }

    /**
     * All under the tenant's name. Beside it lies for an hour what a process was taking in when it
     * was killed; nobody has been told that it was accepted.
     */
    private Set<String> blobs() throws IOException {
        Path folder =
                system.settings().dataDirectory().resolve("blobs").resolve(Topics.DEFAULT_TENANT);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    private static String sha256(ToldDocument document) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] text = document.text(document.version()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
