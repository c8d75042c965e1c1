package io.fumikura.ingest;

import io.fumikura.contract.ingest.DeadLetterView;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.deadletter.DeadLetters;
import io.fumikura.ingest.deadletter.Replay;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What operators need: dead letters, and later building the index anew. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class OperatorsResource {
    private static final int ACCEPTED = 202;

    private final DeadLetters deadLetters;
    private final Replay replay;
    private final OutboxRelay relay;

    OperatorsResource(DeadLetters deadLetters, Replay replay, OutboxRelay relay) {
        this.deadLetters = deadLetters;
        this.replay = replay;
        this.relay = relay;
    }

    @GET
    @Path("dead-letters")
    @Operation(summary = "Records that could not be handled, newest first")
    public Uni<List<DeadLetterView>> list(
            @RestQuery @Nullable String offset, @RestQuery @Nullable String limit) {
        Parameters.Range range = Parameters.range(offset, limit);
        return deadLetters
                .list(range.offset(), range.limit())
                .map(rows -> rows.stream().map(DocumentViews::of).toList());
    }

    @POST
    @Path("dead-letters/{id}/replay")
    @ResponseStatus(ACCEPTED)
    @Operation(summary = "Put the record back on its topic, once")
    public Uni<DeadLetterView> replay(@RestPath String id) {
        return replay.replay(Parameters.deadLetterId(id))
                .invoke(relay::wake)
                .map(DocumentViews::of);
    }

    @POST
    @Path("reindex")
    @Operation(summary = "Not built yet")
    public Uni<DeadLetterView> reindex() {
        throw new ServiceException(
                ErrorCode.NOT_IMPLEMENTED,
                "Building the index for another model beside the old one is not built yet");
    }
}
