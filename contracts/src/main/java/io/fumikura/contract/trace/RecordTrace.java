package io.fumikura.contract.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The trace of a record, in its headers as W3C Trace Context writes it ({@code traceparent}, {@code
 * tracestate}), and the span around records that are worked on together. Where tracing is off the
 * tracer makes no spans, and what comes in goes out unchanged.
 */
public final class RecordTrace {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Function<String, @Nullable String>> HEADER =
            new TextMapGetter<>() {
                @Override
                public Iterable<String> keys(Function<String, @Nullable String> headers) {
                    return W3C.fields();
                }

                @Override
                public @Nullable String get(
                        @Nullable Function<String, @Nullable String> headers, String name) {
                    return headers == null ? null : headers.apply(name);
                }
            };

    private RecordTrace() {}

    /**
     * @param headers a record's header by its name, or null
     * @return the root where the record has no trace
     */
    public static Context read(Function<String, @Nullable String> headers) {
        return W3C.extract(Context.root(), headers, HEADER);
    }

    /** The headers that carry a trace on; none where there is none. */
    public static Map<String, String> headers(Context trace) {
        Map<String, String> headers = new LinkedHashMap<>();
        W3C.inject(trace, headers, (all, name, value) -> headers.put(name, value));
        return headers;
    }

    /**
     * Begins a span around records: inside their trace where all have the same, else a trace of its
     * own that names theirs. End it with {@code Span.fromContext(it).end()}.
     *
     * @param topic where the records were read
     * @param records what {@link #read} gave for each
     * @return the root where tracing is off and the records have no trace
     */
    public static Context begin(Tracer tracer, String topic, List<Context> records) {
        Map<String, Context> traces = new LinkedHashMap<>();
        for (Context record : records) {
            if (span(record).isValid()) {
                traces.putIfAbsent(span(record).getTraceId(), record);
            }
        }
        SpanBuilder builder =
                tracer.spanBuilder("process " + topic)
                        .setSpanKind(SpanKind.CONSUMER)
                        .setAttribute("messaging.system", "kafka")
                        .setAttribute("messaging.operation.type", "process")
                        .setAttribute("messaging.destination.name", topic)
                        .setAttribute("messaging.batch.message_count", records.size());
        if (traces.size() == 1) {
            traces.values().forEach(builder::setParent);
        } else {
            builder.setNoParent();
            traces.values().forEach(record -> builder.addLink(span(record)));
        }
        Span span = builder.startSpan();
        return span.getSpanContext().isValid() ? Context.root().with(span) : Context.root();
    }

    /**
     * The trace of what is made from one of the records: never another one than the record's own.
     *
     * @param work what {@link #begin} gave
     */
    public static Context next(Context work, Context record) {
        boolean own =
                !span(record).isValid()
                        || span(record).getTraceId().equals(span(work).getTraceId());
        return own ? work : record;
    }

    private static SpanContext span(Context context) {
        return Span.fromContext(context).getSpanContext();
    }
}
