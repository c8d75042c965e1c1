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
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Says in this service's own form that ingest-service could not be reached, has no place, or does
 * not trust this service. The caller is known here: to sign in again would not help.
 */
final class IngestAway implements ProxyInterceptor {
    private static final Logger LOG = Logger.getLogger(IngestAway.class);

    /** In seconds. */
    private static final String A_PLACE_IS_FREE = "5";

    private final ObjectMapper json;

    IngestAway(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        return context.sendRequest()
                .map(answer -> trusted(context, answer))
                .recover(
                        failure -> {
                            LOG.warnf("ingest-service: %s", failure.getMessage());
                            return Future.succeededFuture(problem(context, failure));
                        });
    }

    private ProxyResponse trusted(ProxyContext context, ProxyResponse answer) {
        if (answer.getStatusCode() != ErrorCode.UNAUTHENTICATED.status()) {
            return answer;
        }
        LOG.warn("ingest-service does not trust this service, and its log says why");
        answer.release();
        return problem(context, "the ingest service does not trust this service");
    }

    private ProxyResponse problem(ProxyContext context, Throwable failure) {
        boolean full = noPlace(failure);
        // What is left of the body has to go somewhere before the answer is read.
        context.request().release();
        ProxyResponse response =
                problem(
                        context,
                        full
                                ? "the ingest service has as many requests as it may; try again"
                                : "the ingest service cannot be reached");
        return full ? response.putHeader(HttpHeaders.RETRY_AFTER, A_PLACE_IS_FREE) : response;
    }

    private ProxyResponse problem(ProxyContext context, String words) {
        HttpServerRequest request = context.request().proxiedRequest();
        String trace = TraceIds.fromTraceparent(request.getHeader("traceparent"));
        ServiceException away = new ServiceException(ErrorCode.DEPENDENCY_UNAVAILABLE, words);
        return context.request()
                .response()
                .setStatusCode(away.code().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .setBody(Body.body(Buffer.buffer(body(away, request.path(), trace))));
    }

    /** All connections were taken, and the wait for one too full or too long. */
    private static boolean noPlace(Throwable failure) {
        return failure instanceof ConnectionPoolTooBusyException
                || failure instanceof TimeoutException;
    }

    private byte[] body(ServiceException error, String path, String trace) {
        try {
            return json.writeValueAsBytes(StreamedError.body(error, path, trace));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
