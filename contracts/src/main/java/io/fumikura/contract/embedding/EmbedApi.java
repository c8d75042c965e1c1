package io.fumikura.contract.embedding;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The native routes of embedding-service, in the dialect of Text Embeddings Inference. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface EmbedApi {
    /** One unit vector of the model's dimension for each input, in order. */
    @POST
    @Path("embed")
    Uni<float[][]> embed(@NotNull @Valid EmbedRequest request);

    /**
     * What model this is; the other services compare {@code index_compat} and {@code dimension}.
     */
    @GET
    @Path("info")
    ServerInfo info();
}
