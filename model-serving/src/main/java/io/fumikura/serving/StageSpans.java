package io.fumikura.serving;

import io.fumikura.inference.TextResult.Cost;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The spans of one call: {@code tokenise}, {@code queue}, {@code inference}, inside the span of its
 * caller. They are made when the call is over, from what was measured, so that a call that nobody
 * traces costs nothing. Numbers only, no text.
 */
final class StageSpans {
    private final Tracer tracer;
    private final Context caller;
    private final boolean traced;
    private final Instant begin;
    private final long beginNanos = System.nanoTime();
    private volatile long tokeniseNanos = beginNanos;

    /**
     * @param caller the context in which the call was made
     */
    StageSpans(Tracer tracer, Context caller) {
        this.tracer = tracer;
        this.caller = caller;
        this.traced = Span.fromContext(caller).isRecording();
        this.begin = traced ? Clock.systemUTC().instant() : Instant.EPOCH;
    }

    /** The tokeniser has taken the call. */
    void tokenising() {
        tokeniseNanos = System.nanoTime();
    }

    void finished(String lane, int rows, Cost cost) {
        if (!traced) {
            return;
        }
        Instant end = at(System.nanoTime());
        Instant tokenised = at(tokeniseNanos);
        Instant queued = tokenised.plus(cost.tokenization());
        Instant computed = queued.plus(cost.queue());
        span(Stage.TOKENISE, tokenised)
                .setAttribute("fumikura.truncated", cost.truncated())
                .end(queued);
        span(Stage.QUEUE, queued).setAttribute("fumikura.lane", lane).end(computed);
        span(Stage.INFERENCE, computed)
                .setAttribute("fumikura.lane", lane)
                .setAttribute("fumikura.rows", rows)
                .setAttribute("fumikura.tokens", cost.tokens())
                .end(end);
    }

    void failed(String reason) {
        if (traced) {
            Span.fromContext(caller).setAttribute("error.type", reason);
        }
    }

    private Span span(Stage stage, Instant start) {
        return tracer.spanBuilder(stage.wireName())
                .setParent(caller)
                .setStartTimestamp(start)
                .startSpan();
    }

    private Instant at(long nanos) {
        return begin.plus(Duration.ofNanos(nanos - beginNanos));
    }
}
