package io.fumikura.ingest.outbox;

import io.fumikura.contract.event.DocumentProgress;
import io.fumikura.contract.event.Topics;
import io.fumikura.ingest.store.DocumentRow;
import java.util.UUID;

/** What the world is told about a document, on {@code fumikura.document-events}. */
public final class DocumentEvents {
    /** Names this service as the source of events. */
    public static final String SOURCE = "urn:fumikura:ingest";

    private DocumentEvents() {}

    public static OutboxRecord received(DocumentRow row) {
        return event("document.received", row);
    }

    public static OutboxRecord parsed(DocumentRow row) {
        return event("document.parsed", row);
    }

    public static OutboxRecord indexed(DocumentRow row) {
        return event("document.indexed", row);
    }

    public static OutboxRecord failed(DocumentRow row) {
        return event("document.failed", row);
    }

    public static OutboxRecord deleted(DocumentRow row) {
        return event("document.deleted", row);
    }

    private static OutboxRecord event(String type, DocumentRow row) {
        DocumentProgress progress =
                new DocumentProgress(
                        row.id,
                        row.generation,
                        row.state,
                        row.pages,
                        row.chunks,
                        row.errorCode,
                        row.errorDetail);
        return OutboxRecord.event(
                Topics.DOCUMENT_EVENTS,
                row.tenant,
                row.id,
                OutboxRecord.cloudEvent(
                        UUID.randomUUID().toString(), SOURCE, type, row.id, progress));
    }
}
