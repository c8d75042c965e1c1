package io.fumikura.query.pages;

import io.fumikura.access.token.CallerTokens;
import io.fumikura.contract.ingest.DocumentPage;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The wire to ingest-service. */
@RegisterRestClient(configKey = "ingest")
@Path("/v1/documents")
interface PagesRestClient {
    /**
     * @param caller for whom this service asks; null where nobody has to say who they are
     */
    @GET
    @Path("{id}/pages/{number}")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<DocumentPage> page(
            @HeaderParam(CallerTokens.HEADER) @Nullable String caller,
            @PathParam("id") UUID id,
            @PathParam("number") int number);
}
