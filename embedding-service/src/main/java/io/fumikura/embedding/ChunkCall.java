package io.fumikura.embedding;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.trace.RecordTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;

/**
 * Chunks that are given to the model together.
 *
 * @param trace of this work: that of the chunks where they have the same
 * @param attempt from 1
 */
record ChunkCall(List<ChunkRecord> chunks, Context trace, int attempt) {
    ChunkCall {
        chunks = List.copyOf(chunks);
    }

    /** The first attempt, with a span that {@link #end} ends. */
    static ChunkCall begin(Tracer tracer, List<ChunkRecord> chunks) {
        List<Context> traces = chunks.stream().map(ChunkRecord::trace).toList();
        return new ChunkCall(chunks, RecordTrace.begin(tracer, Topics.CHUNKS, traces), 1);
    }

    void end() {
        Span.fromContext(trace).end();
    }

    ChunkCall again() {
        return new ChunkCall(chunks, trace, attempt + 1);
    }

    ChunkCall alone(ChunkRecord chunk) {
        return new ChunkCall(List.of(chunk), trace, 1);
    }

    List<String> texts() {
        return chunks.stream().map(chunk -> chunk.chunk().text()).toList();
    }
}
