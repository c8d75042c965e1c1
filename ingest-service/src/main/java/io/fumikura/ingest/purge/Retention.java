package io.fumikura.ingest.purge;

import java.time.Duration;

/**
 * How long things are kept.
 *
 * @param events that were taken in, so that they are known when they come again
 * @param idempotencyKeys of uploads
 * @param deletedDocuments the row that says that there was one
 * @param unusedBlobs originals that no document has
 * @param every how often all of that is looked through
 */
public record Retention(
        Duration events,
        Duration idempotencyKeys,
        Duration deletedDocuments,
        Duration unusedBlobs,
        Duration every) {}
