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
     * @param content staged or, once it was looked for, in the blob store; null while it is to be
     *     had by the reference or the sum
     * @param reference where the content is to be had, or null
     * @param sha256 the content has to have; without a reference, of content in the blob store
     */
    record Submitted(
            Header header,
            String id,
            Description description,
            @Nullable StagedBlob content,
            @Nullable ObjectReference reference,
            @Nullable String sha256)
            implements IncomingEvent {

        /** The same with the content that it referred to. */
        Submitted with(StagedBlob fetched) {
            return new Submitted(header, id, description, fetched, null, null);
        }
    }

    /** A document to forget. */
    record Deleted(Header header) implements IncomingEvent {}
}
