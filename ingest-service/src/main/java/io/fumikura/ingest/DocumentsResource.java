package io.fumikura.ingest;

import io.fumikura.contract.event.Topics;
import io.fumikura.contract.ingest.DocumentList;
import io.fumikura.contract.ingest.DocumentPage;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.store.DocumentFilter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Documents as they stand, their progress and their pages. */
@Path("/v1/documents")
@Produces(MediaType.APPLICATION_JSON)
public class DocumentsResource {
    private final Catalogue catalogue;
    private final Uploads uploads;
    private final OutboxRelay relay;
    private final IngestConfig config;

    DocumentsResource(
            Catalogue catalogue, Uploads uploads, OutboxRelay relay, IngestConfig config) {
        this.catalogue = catalogue;
        this.uploads = uploads;
        this.relay = relay;
        this.config = config;
    }

    @GET
    @Operation(summary = "Documents, newest first")
    public Uni<DocumentList> list(
            @RestQuery @Nullable String offset,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String tag) {
        Parameters.Range range = Parameters.range(offset, limit);
        DocumentFilter filter =
                new DocumentFilter(
                        Topics.DEFAULT_TENANT, Parameters.state(state), Parameters.given(tag));
        return catalogue.list(filter, range.offset(), range.limit());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One document")
    public Uni<DocumentView> get(@RestPath String id) {
        return view(Parameters.documentId(id));
    }

    private Uni<DocumentView> view(UUID id) {
        return catalogue.view(Topics.DEFAULT_TENANT, id);
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(summary = "The document whenever it changes, until it is indexed, failed or deleted")
    @KnownDocument
    public Multi<DocumentView> events(@RestPath String id) {
        UUID documentId = Parameters.documentId(id);
        return Multi.createBy()
                .repeating()
                .uni(() -> view(documentId))
                .withDelay(config.eventsInterval())
                .whilst(view -> !view.state().isFinal())
                .skip()
                .repetitions();
    }

    @GET
    @Path("{id}/pages/{number}")
    @Operation(summary = "The lines of a page, from 1, with their places where there are any")
    public Uni<DocumentPage> page(@RestPath String id, @RestPath String number) {
        return catalogue.page(
                Topics.DEFAULT_TENANT, Parameters.documentId(id), Parameters.page(number));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove a document from index, database and blob store; idempotent")
    public Uni<RestResponse<DocumentView>> delete(@RestPath String id) {
        return uploads.delete(Topics.DEFAULT_TENANT, Parameters.documentId(id))
                .invoke(relay::wake)
                .map(
                        row ->
                                RestResponse.status(
                                        row.removedAt == null
                                                ? RestResponse.Status.ACCEPTED
                                                : RestResponse.Status.OK,
                                        DocumentViews.of(row)));
    }
}
