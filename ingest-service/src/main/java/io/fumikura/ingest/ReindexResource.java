package io.fumikura.ingest;

import io.fumikura.contract.ingest.IndexView;
import io.fumikura.contract.ingest.ReindexView;
import io.fumikura.ingest.reindex.ReindexOrders;
import io.fumikura.ingest.reindex.ReindexOrders.Standing;
import io.fumikura.ingest.reindex.ReindexRow;
import io.fumikura.ingest.reindex.Reindexer;
import io.fumikura.ingest.store.IndexCopies;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Changing the embedding model, for operators; which model follows from the settings alone. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class ReindexResource {
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    private final ReindexOrders orders;
    private final Reindexer reindexer;

    ReindexResource(ReindexOrders orders, Reindexer reindexer) {
        this.orders = orders;
        this.reindexer = reindexer;
    }

    @POST
    @Path("reindex")
    @ResponseStatus(ACCEPTED)
    @Operation(
            summary = "Build the index for the model at ingest.reindex.embedding-url, then switch")
    public Uni<ReindexView> start() {
        return orders.start().invoke(reindexer::tick).map(ReindexResource::view);
    }

    @GET
    @AnsweredInTime
    @Path("reindex")
    @Operation(summary = "How far the last reindex is")
    public Uni<ReindexView> current() {
        return orders.current().map(ReindexResource::view);
    }

    @DELETE
    @Path("reindex")
    @Operation(summary = "End a reindex before its switch, and drop what it built")
    public Uni<ReindexView> cancel() {
        return orders.cancel().map(ReindexResource::view);
    }

    @POST
    @Path("reindex/rollback")
    @ResponseStatus(ACCEPTED)
    @Operation(summary = "Search the old collection again; what was indexed since follows")
    public Uni<ReindexView> rollBack() {
        return orders.rollBack().invoke(reindexer::tick).map(ReindexResource::view);
    }

    @GET
    @Path("indexes")
    @Operation(summary = "The collections there are, and which one is searched")
    public Uni<List<IndexView>> indexes() {
        return orders.collections()
                .map(
                        all ->
                                all.stream()
                                        .map(c -> new IndexView(c.indexCompat(), c.served()))
                                        .toList());
    }

    @DELETE
    @Path("indexes/{indexCompat}")
    @ResponseStatus(NO_CONTENT)
    @Operation(summary = "Delete a collection that is not searched; there is no way back to it")
    public Uni<Void> drop(@RestPath String indexCompat) {
        return orders.drop(Parameters.indexCompat(indexCompat));
    }

    private static ReindexView view(Standing standing) {
        ReindexRow row = standing.reindex();
        IndexCopies.Progress done = standing.progress();
        return new ReindexView(
                row.id,
                row.source,
                row.target,
                row.state,
                new ReindexView.Progress(
                        done.documents(), done.documentsDone(), done.chunks(), done.chunksDone()),
                row.error,
                row.createdAt,
                row.updatedAt,
                row.switchedAt);
    }
}
