package io.fumikura.query.log;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.FeedbackRequest;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** {@code POST /v1/feedback}: 204 when it is stored, 503 when it could not be. */
@Path("/v1/feedback")
@Consumes(MediaType.APPLICATION_JSON)
public class FeedbackResource {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final QueryStore store;

    FeedbackResource(QueryStore store) {
        this.store = store;
    }

    @POST
    public Uni<Void> give(@NotNull @Valid FeedbackRequest request) {
        Feedback row = new Feedback();
        row.id = UUID.randomUUID();
        row.queryId = request.queryId();
        row.givenAt = Instant.now();
        row.thumbs = request.thumbs().name().toLowerCase(Locale.ROOT);
        row.note = request.note();
        return store.insert(row)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(FeedbackResource::notStored);
    }

    private static ServiceException notStored(Throwable failure) {
        return new ServiceException(
                ErrorCode.DEPENDENCY_UNAVAILABLE,
                "the database is not available, the feedback was not stored",
                failure);
    }
}
