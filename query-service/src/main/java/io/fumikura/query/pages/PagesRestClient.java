package io.fumikura.query.pages;

import io.fumikura.contract.ingest.DocumentPage;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The wire to ingest-service. */
@RegisterRestClient(configKey = "ingest")
@Path("/v1/documents")
interface PagesRestClient {
    @GET
    @Path("{id}/pages/{number}")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<DocumentPage> page(@PathParam("id") UUID id, @PathParam("number") int number);
}
