package io.fumikura.cli.eval;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Brings the documents of an index in and waits until each is searchable. Documents that are there
 * already are known by their id and bytes and cost next to nothing, so it may be broken off and run
 * again.
 */
final class Indexing {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private static final Duration STUCK_AFTER = Duration.ofMinutes(5);

    private final FumikuraClient client;
    private final int clients;
    private final Consumer<String> progress;

    Indexing(FumikuraClient client, int clients, Consumer<String> progress) {
        this.client = client;
        this.clients = clients;
        this.progress = progress;
    }

    void run(EvalIndex index) throws InterruptedException {
        for (BeirSet set : index.sets()) {
            Together.forEach(clients, set.documents(), document -> upload(set, document));
        }
        await(index.documents());
    }

    private DocumentView upload(BeirSet set, BeirSet.Document document) {
        String text = document.text().isBlank() ? document.title() : document.text();
        return client.uploadText(set.indexedAs(document), document.title(), text);
    }

    private void await(long expected) throws InterruptedException {
        Instant told = Instant.now();
        Instant moved = Instant.now();
        long before = -1;
        while (true) {
            long indexed = client.countDocuments(DocumentState.INDEXED);
            long failed = client.countDocuments(DocumentState.FAILED);
            if (failed > 0) {
                throw new CommandFailure(
                        failed
                                + " documents could not be indexed; without them nothing is"
                                + " measured");
            }
            if (indexed >= expected) {
                return;
            }
            if (indexed != before) {
                before = indexed;
                moved = Instant.now();
            }
            if (moved.plus(STUCK_AFTER).isBefore(Instant.now())) {
                throw new CommandFailure(
                        "indexing stopped at %d of %d documents".formatted(indexed, expected));
            }
            if (told.plus(TELL_EVERY).isBefore(Instant.now())) {
                told = Instant.now();
                progress.accept("%d of %d documents indexed".formatted(indexed, expected));
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }
}
