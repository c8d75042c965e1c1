package io.fumikura.query.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.access.http.AuditedActs;
import io.fumikura.access.http.AuditedCall;
import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.log.Asked;
import io.quarkiverse.mcp.server.Cancellation;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;

/**
 * What is the same for every tool: who asks, a line in the audit log, the work given up when the
 * client leaves or says that it does not want it any more, the result as JSON and a failure as
 * words. The extension itself lets the work of such a client run to its end.
 */
@Singleton
class ToolCalls {
    /** How soon work ends that is cancelled. */
    private static final Duration ATTENTION = Duration.ofMillis(200);

    private final CurrentCaller caller;
    private final AuditedActs acts;
    private final RoutingContext request;
    private final ObjectMapper json;

    /**
     * @param request the one at hand when a tool is called
     */
    ToolCalls(CurrentCaller caller, AuditedActs acts, RoutingContext request, ObjectMapper json) {
        this.caller = caller;
        this.acts = acts;
        this.request = request;
        this.json = json;
    }

    /** A question; the audit log may keep it. */
    <T> Uni<ToolResponse> asked(
            String tool, String question, Cancellation cancellation, Function<Asked, Uni<T>> work) {
        return answered(acts.calledToAsk(tool, question), cancellation, work);
    }

    /** Anything else. */
    <T> Uni<ToolResponse> called(
            String tool, Cancellation cancellation, Function<Asked, Uni<T>> work) {
        return answered(acts.called(tool), cancellation, work);
    }

    private <T> Uni<ToolResponse> answered(
            AuditedCall audited, Cancellation cancellation, Function<Asked, Uni<T>> work) {
        Asked asked = Asked.now(caller.get());
        Uni<ToolResponse> answer =
                Uni.createFrom()
                        .deferred(() -> work.apply(asked))
                        .map(result -> ToolResponse.success(written(result)))
                        .invoke(audited::done)
                        .onFailure()
                        .invoke(failure -> audited.failed(code(failure)))
                        .onFailure(ServiceException.class)
                        .recoverWithItem(failure -> ToolResponse.error(failure.detail()));
        return Uni.combine().any().of(answer, left(), cancelled(cancellation));
    }

    private static ErrorCode code(Throwable failure) {
        return failure instanceof ServiceException known ? known.code() : ErrorCode.INTERNAL_ERROR;
    }

    /** An item that nobody will read, when the connection closes before the answer. */
    private Uni<ToolResponse> left() {
        return Uni.createFrom()
                .emitter(
                        gone ->
                                request.addEndHandler(
                                        ended -> gone.complete(ToolResponse.error("gone"))));
    }

    /**
     * Never an item; the failure after which the extension answers nothing, when the client has
     * sent {@code notifications/cancelled}. A tool is not told of that: it has to ask.
     */
    private static Uni<ToolResponse> cancelled(Cancellation cancellation) {
        return Multi.createFrom()
                .ticks()
                .every(ATTENTION)
                .invoke(cancellation::skipProcessingIfCancelled)
                .onItem()
                .ignoreAsUni()
                .map(never -> ToolResponse.error("cancelled"));
    }

    private String written(Object result) {
        try {
            return json.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
