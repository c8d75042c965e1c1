package io.fumikura.ingest.chunk;

import io.fumikura.ingest.parse.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Counters for tests, and the whole way of a document through the chunker. */
final class Counters {
    static final int MAX_TOKENS = 100_000;

    private Counters() {}

    /** One character, one token: sizes a reader can check by hand. */
    static final TokenCounter CHARACTERS =
            texts ->
                    CompletableFuture.completedFuture(
                            new TokenCounter.Counts(
                                    texts.stream().map(String::length).toList(), MAX_TOKENS));

    /** Every page as a part of its own. */
    static List<Chunk> chunk(Chunker chunker, List<Page> pages, String title) {
        Chunking chunking = chunker.begin(title);
        List<Chunk> chunks = new ArrayList<>();
        for (Page page : pages) {
            chunks.addAll(chunking.take(List.of(page)).toCompletableFuture().join());
        }
        chunks.addAll(chunking.finish().toCompletableFuture().join());
        return chunks;
    }
}
