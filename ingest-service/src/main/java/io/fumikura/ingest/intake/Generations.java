package io.fumikura.ingest.intake;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.StagedBlob;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Source;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Begins a new generation of a document: the blob under its name, the row, the event. All methods
 * run inside a transaction that holds the content's lock.
 */
public final class Generations {
    private final Documents documents;
    private final Contents contents;
    private final BlobStore blobs;
    private final DocumentGroups groups;
    private final Outbox outbox;

    public Generations(
            Documents documents,
            Contents contents,
            BlobStore blobs,
            DocumentGroups groups,
            Outbox outbox) {
        this.groups = groups;
        this.documents = documents;
        this.contents = contents;
        this.blobs = blobs;
        this.outbox = outbox;
    }

    /** Where new content comes from. */
    record Origin(String tenant, UUID documentId, String source, @Nullable Instant time) {}

    /**
     * The document that content became.
     *
     * @param begun new work was begun; otherwise the document had this content already
     */
    public record Accepted(DocumentRow document, boolean begun) {}

    /** Begins a generation, unless the document has this content. */
    Uni<Accepted> accept(
            Optional<DocumentRow> existing,
            Origin origin,
            Description description,
            Format format,
            StagedBlob content) {
        return holder(existing, description, format, content)
                .chain(
                        holder ->
                                holder.isPresent()
                                        ? groups(holder.get(), description)
                                                .replaceWith(new Accepted(holder.get(), false))
                                        : begin(existing, origin, description, format, content)
                                                .map(row -> new Accepted(row, true)));
    }

    /**
     * The document, if this content, so described, is, or will be, what it holds. Not when it
     * failed or something of it is lost: what comes is stored and read then, as if it were new.
     */
    private Uni<Optional<DocumentRow>> holder(
            Optional<DocumentRow> existing,
            Description description,
            Format format,
            StagedBlob content) {
        Optional<DocumentRow> same =
                existing.filter(row -> row.sha256.equals(content.sha256()))
                        .filter(row -> row.contentType.equals(format.mediaType()))
                        .filter(description::isOf)
                        .filter(row -> row.state != DocumentState.FAILED)
                        .filter(row -> row.state != DocumentState.DELETED);
        return same.isEmpty()
                ? Uni.createFrom().item(same)
                : isWhole(same.get()).map(whole -> same.filter(row -> whole));
    }

    private Uni<Boolean> isWhole(DocumentRow row) {
        return Transactions.block(() -> blobs.has(row.original()))
                .chain(there -> there ? contents.areWhole(row) : Uni.createFrom().item(false));
    }

    private Uni<DocumentRow> begin(
            Optional<DocumentRow> existing,
            Origin origin,
            Description description,
            Format format,
            StagedBlob content) {
        DocumentRow row = existing.orElseGet(() -> unborn(origin));
        describe(row, origin, description, format, content);
        if (existing.isEmpty()) {
            row.groups = description.namedGroups().orElse(List.of()).toArray(String[]::new);
        }
        row.generation++;
        row.enter(DocumentState.RECEIVED);
        return Transactions.block(() -> keep(row.tenant, content))
                .chain(
                        () ->
                                existing.isPresent()
                                        ? Uni.createFrom().item(row)
                                        : documents.persistAndFlush(row))
                .chain(
                        () ->
                                documents.recordBlob(
                                        key(row),
                                        row.tenant,
                                        new Source(content.sha256(), format.mediaType())))
                .chain(() -> groups(row, description))
                .chain(() -> outbox.add(DocumentEvents.received(row)))
                .replaceWith(row);
    }

    /** Those that are not named stay: replacing a document shows it to nobody new. */
    Uni<Void> groups(DocumentRow row, Description description) {
        return description
                .namedGroups()
                .map(named -> groups.set(row, named))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private boolean keep(String tenant, StagedBlob content) throws java.io.IOException {
        blobs.keep(tenant, content);
        return true;
    }

    /** A document nobody knows yet. */
    static DocumentRow unborn(Origin origin) {
        DocumentRow row = new DocumentRow();
        row.id = origin.documentId();
        row.tenant = origin.tenant();
        row.title = "";
        row.contentType = "";
        row.sha256 = "";
        row.tags = new String[0];
        row.groups = new String[0];
        row.metadata = "{}";
        row.source = origin.source();
        row.createdAt = Instant.now();
        return row;
    }

    private static void describe(
            DocumentRow row,
            Origin origin,
            Description description,
            Format format,
            StagedBlob content) {
        if (row.state == DocumentState.DELETED) {
            // What is still there of earlier generations goes when the deletion's event comes.
            row.createdAt = Instant.now();
            row.removedAt = null;
            row.indexedGeneration = null;
        }
        row.givenTitle = description.title();
        row.fileName = description.fileName();
        row.title = provisionalTitle(row, description);
        row.contentType = format.mediaType();
        row.sha256 = content.sha256();
        row.size = content.size();
        row.tags = description.tags().toArray(String[]::new);
        row.metadata = description.metadata();
        row.source = origin.source();
        row.eventTime = origin.time();
        row.forgetPages();
        row.attempts = 0;
        row.readBy.end();
        row.chunksIndexed = 0;
    }

    private static String provisionalTitle(DocumentRow row, Description description) {
        return description
                .givenTitle()
                .or(() -> Optional.ofNullable(description.fileName()))
                .orElseGet(row.id::toString);
    }

    static GenerationKey key(DocumentRow row) {
        return new GenerationKey(row.id, row.generation);
    }

    /** A late event: the same source said something newer about the document before. */
    static boolean isOutdated(DocumentRow row, String source, @Nullable Instant time) {
        return time != null
                && row.eventTime != null
                && row.source.equals(source)
                && time.isBefore(row.eventTime);
    }
}
