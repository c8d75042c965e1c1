package io.fumikura.query.front;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.Problem;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.problem.StreamedError;
import io.fumikura.contract.problem.TraceIds;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/** Says in this service's own form that ingest-service could not be reached. */
final class IngestAway implements ProxyInterceptor {
    private static final Logger LOG = Logger.getLogger(IngestAway.class);

    private final ObjectMapper json;

    IngestAway(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        return context.sendRequest()
                .recover(
                        failure -> {
                            LOG.warnf("ingest-service: %s", failure.getMessage());
                            return Future.succeededFuture(problem(context));
                        });
    }

    private ProxyResponse problem(ProxyContext context) {
        HttpServerRequest request = context.request().proxiedRequest();
        String trace = TraceIds.fromTraceparent(request.getHeader("traceparent"));
        ServiceException away =
                new ServiceException(
                        ErrorCode.DEPENDENCY_UNAVAILABLE, "the ingest service cannot be reached");
        // What is left of the body has to go somewhere before the answer is read.
        context.request().release();
        return context.request()
                .response()
                .setStatusCode(away.code().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .setBody(Body.body(Buffer.buffer(body(away, request.path(), trace))));
    }

    private byte[] body(ServiceException error, String path, String trace) {
        try {
            return json.writeValueAsBytes(StreamedError.body(error, path, trace));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
