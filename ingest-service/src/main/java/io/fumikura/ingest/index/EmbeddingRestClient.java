package io.fumikura.ingest.index;

import io.fumikura.contract.embedding.ModelInfo;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The one route of embedding-service that is called from here. */
@Path("/")
interface EmbeddingRestClient {
    @GET
    @Path("info")
    @Produces(MediaType.APPLICATION_JSON)
    Uni<ModelInfo> info();
}
