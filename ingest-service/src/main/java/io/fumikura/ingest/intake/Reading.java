package io.fumikura.ingest.intake;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.Original;
import io.fumikura.ingest.chunk.Chunk;
import io.fumikura.ingest.chunk.Chunker;
import io.fumikura.ingest.chunk.Chunking;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.OpenDocument;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageRange;
import io.fumikura.ingest.parse.ParsePool;
import io.fumikura.ingest.store.DocumentRow;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** From the original to its text, part by part: parse and chunk. Touches no database. */
public final class Reading {
    private static final int MAX_TITLE = 500;
    private static final int TITLE_PAGES = 2;

    /** Pages of a long document that are read together, at least and at most. */
    private static final int FEW_TOGETHER = 64;

    private static final int MANY_TOGETHER = 512;

    /** Pages that are recognised take seconds each, and a record is to be done in half a minute. */
    private static final int SLOW_TOGETHER = 8;

    /**
     * More parts are of no use to the replicas, and each part of a PDF costs a walk through the
     * entries of all pages before it.
     */
    private static final int PARTS = 32;

    private final BlobStore blobs;
    private final ParsePool parsers;
    private final Chunker chunker;

    public Reading(BlobStore blobs, ParsePool parsers, Chunker chunker) {
        this.blobs = blobs;
        this.parsers = parsers;
        this.chunker = chunker;
    }

    /** Some pages, and the passages that are complete now; the last part may have no pages. */
    record Part(List<Page> pages, List<Chunk> chunks) {
        static final Part NOTHING = new Part(List.of(), List.of());

        /** What is written together: enough for a transaction to be worth it. */
        private static final int PAGES_TOGETHER = 32;

        private static final int CHUNKS_TOGETHER = 200;

        boolean isSmallWith(Part next) {
            return pages.size() + next.pages.size() <= PAGES_TOGETHER
                    && chunks.size() + next.chunks.size() <= CHUNKS_TOGETHER;
        }

        /** This and the part that comes after it. */
        Part and(Part next) {
            return new Part(
                    Stream.concat(pages.stream(), next.pages.stream()).toList(),
                    Stream.concat(chunks.stream(), next.chunks.stream()).toList());
        }
    }

    /** A document that is being read. One part after another; to be closed whatever happened. */
    static final class Text {
        private final String title;
        private final OpenDocument document;
        private final Original original;
        private final Chunking chunking;
        private boolean ended;

        private Text(String title, OpenDocument document, Original original, Chunking chunking) {
            this.title = title;
            this.document = document;
            this.original = original;
            this.chunking = chunking;
        }

        String title() {
            return title;
        }

        /** How many pages it has; 0 where that is known only when they are read. */
        int pages() {
            return document.pages();
        }

        /** Whether there are so many pages, each of which takes so long, that it is shared. */
        boolean isLong() {
            return document.isLong();
        }

        /** How many of the pages are read together, where it is long. */
        int together() {
            return document.isSlow()
                    ? SLOW_TOGETHER
                    : Math.max(FEW_TOGETHER, Math.min(MANY_TOGETHER, pages() / PARTS));
        }

        /**
         * The next part, empty after the last. Fails with {@link ServiceException}: the document
         * itself is the reason, or nobody can tell the lengths of its sentences now.
         */
        Uni<Optional<Part>> next() {
            if (ended) {
                return Uni.createFrom().item(Optional.empty());
            }
            return Uni.createFrom()
                    .completionStage(document::next)
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .chain(this::chunk);
        }

        /** Cuts pages into passages. Those whose picture nobody read have no text to cut. */
        private Uni<Optional<Part>> chunk(List<Page> pages) {
            ended = pages.isEmpty();
            return Uni.createFrom()
                    .completionStage(() -> ended ? chunking.finish() : chunking.take(pages))
                    .map(chunks -> Optional.of(new Part(pages, chunks)));
        }

        void close() {
            document.close();
            original.close();
        }
    }

    /** A long document's pages, read before, being cut into passages; in order. */
    static final class Cutting {
        private final Chunking chunking;
        private int written;

        private Cutting(Chunking chunking) {
            this.chunking = chunking;
        }

        /** The passages that are complete now. */
        Uni<List<Chunk>> take(List<Page> pages) {
            return Uni.createFrom().completionStage(() -> chunking.take(pages));
        }

        Uni<List<Chunk>> finish() {
            return Uni.createFrom().completionStage(chunking::finish);
        }

        /** How many passages are written. */
        int written() {
            return written;
        }

        void wrote(List<Chunk> chunks) {
            written += chunks.size();
        }
    }

    Cutting cut(String title) {
        return new Cutting(chunker.begin(title));
    }

    /** Fails with {@link ServiceException} when the document itself is the reason. */
    Uni<Text> open(DocumentRow document) {
        return original(document)
                .chain(
                        original ->
                                stage(() -> parsers.open(format(document), original.file()))
                                        .map(opened -> text(opened, original, document))
                                        .onFailure()
                                        .invoke(original::close));
    }

    /** Some pages of a document that says how many it has. Fails as {@link #open} does. */
    Uni<List<Page>> pages(DocumentRow document, PageRange range) {
        return original(document)
                .chain(
                        original ->
                                stage(() -> parsers.read(format(document), original.file(), range))
                                        .onTermination()
                                        .invoke(original::close))
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    /** As a document's own title: on its first pages, or nowhere. */
    static Optional<String> firstHeading(List<Page> pages) {
        return pages.stream()
                .limit(TITLE_PAGES)
                .flatMap(page -> page.heading().stream())
                .findFirst()
                .map(Reading::shortened);
    }

    private static String shortened(String title) {
        return title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE);
    }

    private static <T> Uni<T> stage(Supplier<CompletionStage<T>> step) {
        return Uni.createFrom().completionStage(step);
    }

    private static Format format(DocumentRow document) {
        return Format.ofMediaType(document.contentType).orElseThrow();
    }

    /** It may have to come from a server first. */
    private Uni<Original> original(DocumentRow document) {
        return Transactions.offLoop(() -> blobs.open(document.original()))
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new ServiceException(
                                                        ErrorCode.UNREADABLE_DOCUMENT,
                                                        "The original is no longer in the blob"
                                                                + " store")));
    }

    private Text text(OpenDocument opened, Original original, DocumentRow document) {
        String title =
                Optional.ofNullable(document.givenTitle)
                        .or(opened::title)
                        .or(() -> Optional.ofNullable(document.fileName))
                        .orElse("");
        String shown = shortened(title);
        return new Text(shown, opened, original, chunker.begin(shown));
    }
}
