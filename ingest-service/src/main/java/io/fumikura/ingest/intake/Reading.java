package io.fumikura.ingest.intake;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.chunk.Chunk;
import io.fumikura.ingest.chunk.Chunker;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ParsePool;
import io.fumikura.ingest.parse.ParsedDocument;
import io.fumikura.ingest.store.DocumentRow;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** From the original to its text: parse and chunk. Touches no database. */
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

    /** What a document says. */
    public record Text(String title, List<Page> pages, List<Chunk> chunks) {}

    /** Fails with {@link ServiceException} when the document itself is the reason. */
    Uni<Text> read(DocumentRow document) {
        Format format = Format.ofMediaType(document.contentType).orElseThrow();
        Path original =
                blobs.find(document.sha256)
                        .orElseThrow(
                                () ->
                                        new ServiceException(
                                                ErrorCode.UNREADABLE_DOCUMENT,
                                                "The original is no longer in the blob store"));
        return Uni.createFrom()
                .completionStage(
                        () ->
                                parsers.parse(format, original)
                                        .thenApply(parsed -> text(parsed, document)));
    }

    private Text text(ParsedDocument parsed, DocumentRow document) {
        String title =
                Optional.ofNullable(document.givenTitle)
                        .or(parsed::title)
                        .or(() -> Optional.ofNullable(document.fileName))
                        .orElse("");
        String shown = title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE);
        List<Chunk> chunks = chunker.chunk(parsed, shown);
        if (chunks.isEmpty()) {
            throw new ServiceException(ErrorCode.EMPTY_DOCUMENT, "The document has no text");
        }
        return new Text(shown, parsed.pages(), chunks);
    }
}
