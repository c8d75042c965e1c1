package io.fumikura.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ErrorDialect;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.problem.StreamedError;
import io.fumikura.contract.problem.TraceIds;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that says it is too large, in the dialect of its route. Behind this the framework
 * refuses it too, but with an empty body; that is what a body without a length still gets.
 */
@ApplicationScoped
public class BodyLimit {
    /** Before the framework's own check. */
    private static final int PRIORITY = 100;

    private final long limit;
    private final ObjectMapper json;

    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext call) {
        String length = call.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= limit) {
            call.next();
        } else {
            refuse(call, length);
        }
    }

    private void refuse(RoutingContext call, String length) {
        String path = call.normalizedPath();
        String traceId = TraceIds.currentOr(call.request().getHeader("traceparent"));
        ServiceException reason =
                new ServiceException(
                        ErrorCode.REQUEST_TOO_LARGE,
                        "The body has %s bytes, the limit is %d".formatted(length, limit));
        call.response()
                .setStatusCode(reason.code().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ErrorDialect.of(path).mediaType())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(TraceIds.HEADER, traceId)
                .endHandler(sent -> call.request().connection().close())
                .end(write(StreamedError.body(reason, path, traceId)));
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an error body can be written", e);
        }
    }
}
