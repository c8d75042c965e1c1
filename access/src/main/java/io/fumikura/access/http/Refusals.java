package io.fumikura.access.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.access.Caller;
import io.fumikura.access.audit.AuditEntry;
import io.fumikura.access.audit.AuditLog;
import io.fumikura.access.limit.RequestLimits;
import io.fumikura.access.token.InvalidTokenException;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ErrorDialect;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.problem.StreamedError;
import io.fumikura.contract.problem.TraceIds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Answers who is not let in, in the shape of the address: a problem, or what clients of a
 * compatible route know. Each is counted; how many stand in the audit log a minute is limited, or
 * anybody could fill the disk.
 */
@Singleton
class Refusals {
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String TRACE = "fumikura.trace";
    private static final String COUNTER = "fumikura.access.refused";
    private static final int LINES_PER_MINUTE = 60;
    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final AuditLog audit;
    private final RequestLimits lines = RequestLimits.of(LINES_PER_MINUTE);
    private final RequestLimits explanations = RequestLimits.of(1);

    Refusals(ObjectMapper json, MeterRegistry metrics, AuditLog audit) {
        this.json = json;
        this.metrics = metrics;
        this.audit = audit;
        // Alerts and dashboards need a counter before anything was refused.
        Stream.of(ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.RATE_LIMITED)
                .forEach(this::counter);
    }

    void send(RoutingContext context, ServiceException refusal) {
        ErrorCode code = refusal.code();
        String path = context.normalizedPath();
        String trace = trace(context);
        count(context, code);
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        // What is left of the body has to go somewhere before the answer is read.
        context.request().resume();
        ErrorDialect dialect = ErrorDialect.of(path);
        response.setStatusCode(dialect.status(code))
                .putHeader(HttpHeaders.CONTENT_TYPE, dialect.mediaType())
                .putHeader(TraceIds.HEADER, trace);
        challenge(code).ifPresent(challenge -> response.putHeader(CHALLENGE, challenge));
        refusal.retryAfter()
                .ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, seconds(wait)));
        response.end(Buffer.buffer(body(StreamedError.body(refusal, path, trace))));
    }

    /**
     * Says why a service's token does not hold, each reason once a minute, as anybody sends some.
     */
    void explain(InvalidTokenException.Reason reason) {
        if (explanations.take("", reason.name(), OptionalInt.empty()).isEmpty()) {
            LOG.warn("the token of a service is refused: " + reason.words());
        }
    }

    private static Optional<String> challenge(ErrorCode code) {
        return switch (code.status()) {
            case 401 -> Optional.of("Bearer realm=\"fumikura\"");
            case 403 -> Optional.of("Bearer realm=\"fumikura\", error=\"insufficient_scope\"");
            default -> Optional.empty();
        };
    }

    private static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    private Counter counter(ErrorCode code) {
        return metrics.counter(COUNTER, "code", code.wireName());
    }

    /** Without answering: for who does that otherwise. */
    void count(RoutingContext context, ErrorCode code) {
        counter(code).increment();
        if (lines.take("", code.wireName(), OptionalInt.empty()).isPresent()) {
            return;
        }
        Optional<Caller> caller = CurrentCaller.of(context);
        audit.add(
                new AuditEntry(
                        caller.map(Caller::name).orElse(null),
                        caller.map(Caller::tenant).orElse(null),
                        code.wireName(),
                        context.request().method() + " " + context.normalizedPath(),
                        code.status(),
                        trace(context),
                        null));
    }

    /** The same in the answer and in the audit log. */
    private static String trace(RoutingContext context) {
        String known = context.get(TRACE);
        if (known != null) {
            return known;
        }
        String trace = TraceIds.currentOr(context.request().getHeader("traceparent"));
        context.put(TRACE, trace);
        return trace;
    }

    private byte[] body(Object error) {
        try {
            return json.writeValueAsBytes(error);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
