package io.fumikura.ingest.intake;

import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.ingest.chunk.Chunk;
import io.fumikura.ingest.outbox.ChunksToEmbed;
import io.fumikura.ingest.outbox.DocumentEvents;
import io.fumikura.ingest.outbox.Outbox;
import io.fumikura.ingest.outbox.OutboxRecord;
import io.fumikura.ingest.store.Contents;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Documents;
import io.fumikura.ingest.store.GenerationKey;
import io.fumikura.ingest.store.PageParts;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What an attempt to read a document writes, each step in a transaction of its own. A generation
 * that is being read is seen by nobody: it has no point in the index before {@link #complete}. A
 * later attempt begins from nothing, and the earlier one, should it still be at work, is told so by
 * its next step.
 */
public final class Readings {
    private final Transactions transactions;
    private final Documents documents;
    private final Contents contents;
    private final Outbox outbox;
    private final PageParts parts = new PageParts();
    private final ChunksToEmbed chunksToEmbed = new ChunksToEmbed();
    private final Caution caution;

    public Readings(
            Transactions transactions, Documents documents, Contents contents, Outbox outbox) {
        this.transactions = transactions;
        this.documents = documents;
        this.contents = contents;
        this.outbox = outbox;
        this.caution = new Caution(transactions);
    }

    Caution caution() {
        return caution;
    }

    /** The process ends: its readings break off, and that is no fault of what they read. */
    public Uni<Void> stop() {
        return caution.stop();
    }

    /**
     * An attempt.
     *
     * @param document as it was when the attempt began; not attached to a session any more
     */
    record Work(GenerationKey key, UUID attempt, DocumentRow document) {}

    /** Another attempt is at it, or the generation is not wanted any more. */
    static final class Overtaken extends RuntimeException {
        Overtaken(GenerationKey key) {
            super("the work on " + key + " is somebody else's now");
        }
    }

    /** Whether reading it did not end the last time. */
    Uni<Boolean> isSuspect(GenerationKey key) {
        return transactions
                .read(() -> documents.get(key.documentId()))
                .map(found -> found.filter(row -> caution.suspects(row.readBy)).isPresent());
    }

    /** Empty when there is nothing to read, or its reading goes on in records of its parts. */
    Uni<Optional<Work>> begin(GenerationKey key) {
        UUID attempt = UUID.randomUUID();
        return transactions.run(
                () ->
                        unread(key)
                                .chain(found -> unlessSplit(key, found))
                                .call(
                                        found ->
                                                found.isPresent()
                                                        ? begin(key, found.get(), attempt)
                                                        : Uni.createFrom().voidItem())
                                .map(found -> found.map(row -> new Work(key, attempt, row))));
    }

    /** The event that began an attempt may come again; what the parts' records did is not lost. */
    private Uni<Optional<DocumentRow>> unlessSplit(GenerationKey key, Optional<DocumentRow> found) {
        return found.isEmpty()
                ? Uni.createFrom().item(found)
                : parts.arePlanned(key).map(planned -> found.filter(row -> !planned));
    }

    private Uni<Void> begin(GenerationKey key, DocumentRow row, UUID attempt) {
        caution.begin(row.readBy, row.id, "The document");
        if (row.state != DocumentState.PARSING) {
            row.enter(DocumentState.PARSING);
        }
        row.reading = attempt;
        row.attempts++;
        row.forgetPages();
        row.pagesTotal = null;
        return contents.deleteOne(key);
    }

    /** An attempt that goes on in another record; empty when it is overtaken. */
    Uni<Optional<Work>> resume(GenerationKey key, UUID attempt) {
        return transactions.run(
                () ->
                        unread(key)
                                .map(
                                        found ->
                                                found.filter(row -> attempt.equals(row.reading))
                                                        .map(row -> new Work(key, attempt, row))));
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

    /** Fails with {@link Overtaken}. */
    Uni<DocumentRow> own(Work work) {
        return unread(work.key())
                .map(
                        found ->
                                found.filter(row -> work.attempt().equals(row.reading))
                                        .orElseThrow(() -> new Overtaken(work.key())));
    }

    Uni<Void> write(Work work, Reading.Part part) {
        return transactions.run(() -> own(work).chain(row -> write(work, row, part)));
    }

    /**
     * Passages of pages that are written already. Fails with {@link Overtaken} also when somebody
     * else cuts the same pages, after a rebalance for example.
     *
     * @param firstOrdinal how many passages this cutting has written before
     */
    Uni<Void> write(Work work, List<Chunk> chunks, int firstOrdinal) {
        return transactions.run(
                () ->
                        ownCut(work, firstOrdinal)
                                .chain(
                                        row ->
                                                write(
                                                        work,
                                                        row,
                                                        new Reading.Part(List.of(), chunks))));
    }

    private Uni<DocumentRow> ownCut(Work work, int written) {
        return own(work)
                .invoke(
                        row -> {
                            if (row.chunks != written) {
                                throw new Overtaken(work.key());
                            }
                        });
    }

    /**
     * After the last of the pages was cut: the passages go to be embedded in steps, so that the
     * first are written before the last are sent.
     */
    Uni<Void> completeCut(Work work, int written, List<OutboxRecord> steps) {
        return transactions.run(
                () ->
                        ownCut(work, written)
                                .call(() -> contents.deleteParts(work.key()))
                                .invoke(row -> enterEmbedding(row, row.title))
                                .chain(row -> outbox.addAll(steps).chain(() -> parsed(row))));
    }

    /** Some passages of a document that is cut. Sending them twice does no harm. */
    Uni<Void> send(GenerationKey key, List<Integer> ordinals) {
        return transactions.run(
                () ->
                        documents
                                .lock(key.documentId())
                                .map(found -> found.filter(row -> isEmbedding(row, key)))
                                .chain(
                                        found ->
                                                found.isPresent()
                                                        ? chunksToEmbed.send(found.get(), ordinals)
                                                        : Uni.createFrom().voidItem()));
    }

    private static boolean isEmbedding(DocumentRow row, GenerationKey key) {
        return row.isCurrent(key.generation()) && row.state == DocumentState.EMBEDDING;
    }

    private Uni<Void> write(Work work, DocumentRow row, Reading.Part part) {
        int firstOrdinal = row.chunks;
        row.add(part.pages());
        row.chunks += part.chunks().size();
        row.goOn();
        return contents.add(work.key(), part.pages(), part.chunks(), firstOrdinal);
    }

    /** With the last part everything is written: the passages go to be embedded. */
    Uni<Void> complete(Work work, Reading.Part last, String title) {
        return transactions.run(
                () ->
                        own(work)
                                .chain(
                                        row ->
                                                write(work, row, last)
                                                        .chain(() -> complete(row, title))));
    }

    private Uni<Void> complete(DocumentRow row, String title) {
        enterEmbedding(row, title);
        return chunksToEmbed
                .send(row, IntStream.range(0, row.chunks).boxed().toList())
                .chain(() -> parsed(row));
    }

    private static void enterEmbedding(DocumentRow row, String title) {
        WithoutText.refuse(row);
        row.title = title.isEmpty() ? row.title : title;
        row.reading = null;
        row.readBy.end();
        row.enter(DocumentState.EMBEDDING);
    }

    private Uni<Void> parsed(DocumentRow row) {
        return outbox.add(DocumentEvents.parsed(row));
    }

    /** Says what the document waits for until its next part is written. */
    Uni<Void> waitFor(Work work, ErrorCode code, String detail) {
        return transactions.run(
                () ->
                        own(work)
                                .invoke(
                                        row -> {
                                            row.waitFor(code, detail);
                                            row.readBy.pause();
                                        })
                                .replaceWithVoid());
    }

    /** An attempt that was overtaken says that it was not dead. */
    Uni<Void> overtaken(Work work) {
        return transactions.run(
                () ->
                        unread(work.key())
                                .invoke(found -> found.ifPresent(row -> caution.lives(row.readBy)))
                                .replaceWithVoid());
    }

    /**
     * Ends the work on a document that cannot be read, and drops what was read of it.
     *
     * @param fail changes the row and tells the world; not called when the work is nobody's any
     *     more
     */
    Uni<Void> giveUp(GenerationKey key, Function<DocumentRow, Uni<Void>> fail) {
        return transactions.run(
                () ->
                        unread(key)
                                .chain(
                                        found ->
                                                found.isPresent()
                                                        ? giveUp(key, found.get(), fail)
                                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> giveUp(
            GenerationKey key, DocumentRow row, Function<DocumentRow, Uni<Void>> fail) {
        row.reading = null;
        row.readBy.end();
        row.forgetPages();
        return contents.deleteOne(key).chain(() -> fail.apply(row));
    }
}
