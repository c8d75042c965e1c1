package io.fumikura.query.log;

import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.FeedbackRequest;
import io.fumikura.contract.query.Judgement;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * {@code POST /v1/feedback}: 204 when it is stored, 503 when it could not be. {@code GET} gives a
 * tenant's thumbs back to its operator, with the questions where those are logged. An id that is of
 * another tenant's question is as good as one of no question at all: the thumb is kept, and never
 * comes back with that question.
 */
@Path("/v1/feedback")
public class FeedbackResource {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_LIMIT = 1000;

    private final QueryStore store;
    private final CurrentCaller caller;

    FeedbackResource(QueryStore store, CurrentCaller caller) {
        this.caller = caller;
        this.store = store;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> give(@NotNull @Valid FeedbackRequest request) {
        return inTime(
                store.insert(Feedback.of(caller.get(), request)), "the feedback was not stored");
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "For operators: their tenant's thumbs, oldest first, with the questions if logged")
    public Uni<List<Judgement>> list(
            @RestQuery @DefaultValue("0") @Min(0) int offset,
            @RestQuery @DefaultValue("100") @Min(1) @Max(MAX_LIMIT) int limit) {
        return inTime(
                store.judgements(caller.get().tenant(), offset, limit),
                "the feedback was not read");
    }

    private static <T> Uni<T> inTime(Uni<T> work, String otherwise) {
        return work.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(failure -> unavailable(otherwise, failure));
    }

    private static ServiceException unavailable(String what, Throwable failure) {
        return new ServiceException(
                ErrorCode.DEPENDENCY_UNAVAILABLE,
                "the database is not available, " + what,
                failure);
    }
}
