package io.fumikura.contract.problem;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The id that ties one request's log lines, Kafka headers and error body together: the id of its
 * OpenTelemetry trace where tracing is on, else the trace id of the caller's W3C {@code
 * traceparent} header where there is one, else a new one (32 hex digits).
 */
public final class TraceIds {
    /** The key in the logging context; the same one Quarkus' OpenTelemetry extension uses. */
    public static final String LOG_KEY = "traceId";

    /** The response header that tells the caller. */
    public static final String HEADER = "x-trace-id";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private static final ContextKey<String> WITHOUT_A_TRACE = ContextKey.named("fumikura.trace-id");

    private TraceIds() {}

    public static String fromTraceparent(@Nullable String header) {
        if (header != null) {
            Matcher matcher = TRACEPARENT.matcher(header);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return create();
    }

    /**
     * The id that a Kafka record carries, where it is one; else that of its {@code traceparent}.
     *
     * @param id what the record says; whoever wrote it may have written anything
     */
    public static String ofRecord(@Nullable String id, @Nullable String traceparent) {
        return id != null && ID.matcher(id).matches() ? id : fromTraceparent(traceparent);
    }

    /** The id of the request this thread works for; outside one, that of the caller's header. */
    public static String currentOr(@Nullable String traceparent) {
        String current = current();
        return current == null ? fromTraceparent(traceparent) : current;
    }

    public static String create() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Keeps what a caller wrote behind the question mark, such as a title, out of traces. */
    public static void withholdQuery() {
        Span.current().setAttribute("url.query", "withheld");
    }

    /** The id of the request this thread works for, or null outside a request. */
    public static @Nullable String current() {
        String traced = traced();
        if (traced != null) {
            return traced;
        }
        String carried = Context.current().get(WITHOUT_A_TRACE);
        if (carried != null) {
            return carried;
        }
        Object id = MDC.get(LOG_KEY);
        return id == null ? null : id.toString();
    }

    /** A context that carries an id to other threads, for when it has no trace to carry it. */
    public static Context carried(Context context, String id) {
        return context.with(WITHOUT_A_TRACE, id);
    }

    /** The id of the OpenTelemetry trace this thread works in, or null where tracing is off. */
    static @Nullable String traced() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? span.getTraceId() : null;
    }
}
