package io.fumikura.ingest.intake;

import io.fumikura.contract.event.ChunkToEmbed;
import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.chunk.Chunk;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.outbox.OutboxRecord;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * One generation of a document from its original to passages on their way to the embedding service:
 * begin → read (parse, chunk) → write. Each step looks at the document's row first, so the whole
 * may be started again after a crash at any point, and a generation that is no longer the newest is
 * dropped. The indexer takes over from here.
 */
public final class IngestPipeline {
    private final Transactions transactions;
    private final Documents documents;
    private final Contents contents;
    private final Outbox outbox;
    private final Reading reading;

    public IngestPipeline(
            Transactions transactions,
            Documents documents,
            Contents contents,
            Outbox outbox,
            Reading reading) {
        this.transactions = transactions;
        this.documents = documents;
        this.contents = contents;
        this.outbox = outbox;
        this.reading = reading;
    }

    /**
     * Fails with {@link ServiceException} for the document's own faults; it is then still to be
     * {@linkplain #fail failed}.
     */
    public Uni<Void> ingest(GenerationKey key) {
        return begin(key)
                .chain(
                        work ->
                                work.isPresent()
                                        ? readAndWrite(key, work.get())
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> readAndWrite(GenerationKey key, DocumentRow work) {
        return Uni.createFrom().deferred(() -> reading.read(work)).chain(text -> write(key, text));
    }

    /** The row as it was when the work began; it is not attached to a session any more. */
    private Uni<Optional<DocumentRow>> begin(GenerationKey key) {
        return transactions.run(
                () ->
                        unread(key)
                                .invoke(
                                        found ->
                                                found.ifPresent(
                                                        row -> row.enter(DocumentState.PARSING))));
    }

    private Uni<Optional<DocumentRow>> unread(GenerationKey key) {
        return documents
                .lock(key.documentId())
                .map(found -> found.filter(row -> isUnread(row, key)));
    }

    private static boolean isUnread(DocumentRow row, GenerationKey key) {
        return row.isCurrent(key.generation())
                && (row.state == DocumentState.RECEIVED || row.state == DocumentState.PARSING);
    }

    private Uni<Void> write(GenerationKey key, Reading.Text text) {
        return transactions.run(
                () ->
                        unread(key)
                                .chain(
                                        found ->
                                                found.isPresent()
                                                        ? write(key, found.get(), text)
                                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> write(GenerationKey key, DocumentRow row, Reading.Text text) {
        List<Chunk> chunks = text.chunks();
        row.title = text.title().isEmpty() ? row.title : text.title();
        row.pages = text.pages().size();
        row.chunks = chunks.size();
        row.enter(DocumentState.EMBEDDING);
        return contents.write(key, text.pages(), chunks)
                .chain(
                        () ->
                                outbox.addAll(
                                        chunks.size(),
                                        i -> toEmbed(row, i, chunks.size(), chunks.get(i))))
                .chain(() -> outbox.add(DocumentEvents.parsed(row)));
    }

    private static OutboxRecord toEmbed(DocumentRow row, int ordinal, int of, Chunk chunk) {
        String eventId = row.id + "/" + row.generation + "/" + ordinal;
        return OutboxRecord.of(
                Topics.CHUNKS,
                row.tenant,
                row.id,
                eventId,
                new ChunkToEmbed(row.id, row.generation, ordinal, of, chunk.text()));
    }

    /**
     * Fails the document for a fault {@link #ingest} found, with the dead letter that tells why.
     */
    public Uni<Void> fail(GenerationKey key, ServiceException fault, OutboxRecord deadLetter) {
        return transactions.run(
                () ->
                        unread(key)
                                .chain(
                                        found -> {
                                            if (found.isEmpty()) {
                                                return Uni.createFrom().voidItem();
                                            }
                                            found.get().fail(fault.code(), fault.detail());
                                            return outbox.addAll(
                                                    List.of(
                                                            deadLetter,
                                                            DocumentEvents.failed(found.get())));
                                        }));
    }
}
