package io.fumikura.ingest.chunk;

import io.fumikura.ingest.chunk.Measuring.Measured;
import io.fumikura.ingest.parse.Page;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The passages of one document, from its pages as they come; keeps no more than it needs to know
 * how they go on. One call after another. A call that fails ends it.
 */
public final class Chunking {
    private final Outline outline;
    private final Measuring measuring;
    private final Assembler assembler;

    Chunking(ChunkPolicy policy, TokenCounter counter, String title) {
        this.outline = new Outline(title);
        this.measuring = new Measuring(counter, policy);
        this.assembler = new Assembler(policy);
    }

    /** The passages that are complete now that these pages came. */
    public CompletionStage<List<Chunk>> take(List<Page> pages) {
        return assemble(outline.take(pages));
    }

    /** The passages that are left when the last page came. */
    public CompletionStage<List<Chunk>> finish() {
        return assemble(outline.finish())
                .thenApply(
                        complete ->
                                Stream.concat(complete.stream(), assembler.finish().stream())
                                        .toList());
    }

    private CompletionStage<List<Chunk>> assemble(List<Unit> units) {
        return measuring.measure(units).thenApply(this::assemble);
    }

    private List<Chunk> assemble(Measured measured) {
        return assembler.take(measured.units(), measured.lengths());
    }
}
