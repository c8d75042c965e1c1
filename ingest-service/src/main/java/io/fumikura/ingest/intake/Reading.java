package io.fumikura.ingest.intake;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.chunk.Chunk;
import io.fumikura.ingest.chunk.Chunker;
import io.fumikura.ingest.chunk.Chunking;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.OpenDocument;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ParsePool;
import io.fumikura.ingest.store.DocumentRow;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** From the original to its text, part by part: parse and chunk. Touches no database. */
public final class Reading {
    private static final int MAX_TITLE = 500;

    private final BlobStore blobs;
    private final ParsePool parsers;
    private final Chunker chunker;

    public Reading(BlobStore blobs, ParsePool parsers, Chunker chunker) {
        this.blobs = blobs;
        this.parsers = parsers;
        this.chunker = chunker;
    }

    /** Some pages, and the passages that are complete now; the last part may have no pages. */
    record Part(List<Page> pages, List<Chunk> chunks) {}

    /** A document that is being read. One part after another; to be closed whatever happened. */
    static final class Text {
        private final String title;
        private final OpenDocument document;
        private final Chunking chunking;
        private boolean ended;

        private Text(String title, OpenDocument document, Chunking chunking) {
            this.title = title;
            this.document = document;
            this.chunking = chunking;
        }

        String title() {
            return title;
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

        private Uni<Optional<Part>> chunk(List<Page> pages) {
            ended = pages.isEmpty();
            return Uni.createFrom()
                    .completionStage(() -> ended ? chunking.finish() : chunking.take(pages))
                    .map(chunks -> Optional.of(new Part(pages, chunks)));
        }

        void close() {
            document.close();
        }
    }

    /** Fails with {@link ServiceException} when the document itself is the reason. */
    Uni<Text> open(DocumentRow document) {
        Format format = Format.ofMediaType(document.contentType).orElseThrow();
        Path original =
                blobs.find(document.sha256)
                        .orElseThrow(
                                () ->
                                        new ServiceException(
                                                ErrorCode.UNREADABLE_DOCUMENT,
                                                "The original is no longer in the blob store"));
        return Uni.createFrom()
                .completionStage(() -> parsers.open(format, original))
                .map(opened -> text(opened, document));
    }

    private Text text(OpenDocument opened, DocumentRow document) {
        String title =
                Optional.ofNullable(document.givenTitle)
                        .or(opened::title)
                        .or(() -> Optional.ofNullable(document.fileName))
                        .orElse("");
        String shown = title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE);
        return new Text(shown, opened, chunker.begin(shown));
    }
}
