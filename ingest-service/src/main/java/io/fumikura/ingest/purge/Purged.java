package io.fumikura.ingest.purge;

/** What a run deleted. */
public record Purged(int events, int idempotencyKeys, int deletedDocuments, int unusedBlobs) {

    boolean isNothing() {
        return events + idempotencyKeys + deletedDocuments + unusedBlobs == 0;
    }
}
