package io.fumikura.contract.rerank;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Cohere's rerank route, version 2 of its API. */
@Path("/v2/rerank")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface CohereRerankApi {
    @POST
    Uni<CohereRerankResponse> rerank(@NotNull @Valid CohereRerankRequest request);
}
