package io.fumikura.cli.client;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Brings one file in and waits until it is indexed or has failed. */
public final class Ingestion {
    private static final Duration LOOK_EVERY = Duration.ofMillis(150);

    private final FumikuraClient client;
    private final Duration limit;

    public Ingestion(FumikuraClient client, Duration limit) {
        this.client = client;
        this.limit = limit;
    }

    /** What became of a file; {@code reason} is empty when it is indexed. */
    public record Outcome(Path file, String reason) {
        public boolean indexed() {
            return reason.isEmpty();
        }
    }

    public Outcome run(Path file, Consumer<DocumentView> progress) throws InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        try {
            DocumentView document = client.upload(file, FileTypes.of(file));
            progress.accept(document);
            while (!document.state().isFinal()) {
                if (Instant.now().isAfter(deadline)) {
                    return new Outcome(
                            file,
                            "still %s after %d s; it goes on, ask for document %s later"
                                    .formatted(stage(document), limit.toSeconds(), document.id()));
                }
                Thread.sleep(LOOK_EVERY.toMillis());
                document = client.document(document.id());
                progress.accept(document);
            }
            return new Outcome(file, reason(document));
        } catch (Refusal refusal) {
            return new Outcome(file, refusal.words());
        }
    }

    /** State, page and what the document waits for, in words. */
    public static String stage(DocumentView document) {
        StringBuilder words = new StringBuilder(document.state().wireName());
        if (document.state() == DocumentState.PARSING && document.pagesTotal() != null) {
            words.append(" page %d of %d".formatted(document.pages(), document.pagesTotal()));
        }
        if (document.waitingFor() != null) {
            words.append(", waits for ").append(document.waitingFor());
        }
        if (document.queuePosition() != null) {
            words.append(" (%d before it)".formatted(document.queuePosition()));
        }
        return words.toString();
    }

    private static String reason(DocumentView document) {
        if (document.state() == DocumentState.INDEXED) {
            return "";
        }
        DocumentView.Failure error = document.error();
        return error == null ? document.state().wireName() : error.code() + ": " + error.detail();
    }
}
