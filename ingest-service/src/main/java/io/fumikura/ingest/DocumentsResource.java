package io.fumikura.ingest;

import io.fumikura.access.Caller;
import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.ingest.DocumentGroupsRequest;
import io.fumikura.contract.ingest.DocumentList;
import io.fumikura.contract.ingest.DocumentPage;
import io.fumikura.contract.ingest.DocumentView;
import io.fumikura.ingest.intake.DocumentGroups;
import io.fumikura.ingest.intake.Uploads;
import io.fumikura.ingest.outbox.OutboxRelay;
import io.fumikura.ingest.store.DocumentFilter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
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
@AnsweredInTime
public class DocumentsResource {
    private final Catalogue catalogue;
    private final Uploads uploads;
    private final OutboxRelay relay;
    private final DocumentGroups groups;
    private final CurrentCaller caller;
    private final Duration eventsInterval;

    DocumentsResource(
            Catalogue catalogue,
            ReindexBeans.OfIntake intake,
            OutboxRelay relay,
            CurrentCaller caller,
            IngestConfig config) {
        this.catalogue = catalogue;
        this.uploads = intake.uploads();
        this.groups = intake.groups();
        this.relay = relay;
        this.caller = caller;
        this.eventsInterval = config.eventsInterval();
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
                new DocumentFilter(caller.get(), Parameters.state(state), Parameters.given(tag));
        return catalogue.list(filter, range.offset(), range.limit());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One document")
    public Uni<DocumentView> get(@RestPath String id) {
        return catalogue.view(caller.get(), Parameters.documentId(id));
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(summary = "The document whenever it changes, until it is indexed, failed or deleted")
    @KnownDocument
    public Multi<DocumentView> events(@RestPath String id) {
        UUID documentId = Parameters.documentId(id);
        Caller reader = caller.get();
        return Multi.createBy()
                .repeating()
                .uni(() -> catalogue.view(reader, documentId))
                .withDelay(eventsInterval)
                .whilst(view -> !view.state().isFinal())
                .skip()
                .repetitions();
    }

    @GET
    @Path("{id}/pages/{number}")
    @Operation(summary = "The lines of a page, from 1, with their places where there are any")
    public Uni<DocumentPage> page(@RestPath String id, @RestPath String number) {
        return catalogue.page(caller.get(), Parameters.documentId(id), Parameters.page(number));
    }

    @PUT
    @Path("{id}/groups")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say who may read a document, at once and without reading it again",
            description =
                    "An empty list opens it to the whole tenant. Whoever sets groups that are not"
                            + " theirs cannot see the document afterwards.")
    public Uni<DocumentView> setGroups(
            @RestPath String id, @Nullable DocumentGroupsRequest request) {
        return groups.change(caller.get(), Parameters.documentId(id), Parameters.groups(request))
                .map(DocumentViews::of);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Remove a document from index, database and blob store; idempotent")
    public Uni<RestResponse<DocumentView>> delete(@RestPath String id) {
        return uploads.delete(caller.get(), Parameters.documentId(id))
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
