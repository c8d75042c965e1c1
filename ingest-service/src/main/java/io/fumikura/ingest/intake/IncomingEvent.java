package io.fumikura.ingest.intake;

import io.fumikura.ingest.blob.StagedBlob;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event of the documents topic, read and checked. */
public sealed interface IncomingEvent {

    Header header();

    /**
     * What all events have.
     *
     * @param eventId as the inbox knows it
     * @param time when it happened, as its source says, or null
     */
    record Header(
            String tenant,
            String eventId,
            String source,
            UUID documentId,
            @Nullable Instant time) {}

    /**
     * A document to take in.
     *
     * @param id of the event within its source
     * @param content staged, already in the blob store, or absent
     */
    record Submitted(Header header, String id, Description description, StagedBlob content)
            implements IncomingEvent {}

    /** A document to forget. */
    record Deleted(Header header) implements IncomingEvent {}
}
