package io.fumikura.contract.rerank;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Jina's rerank route. */
@Path("/v1/rerank")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface JinaRerankApi {
    @POST
    Uni<JinaRerankResponse> rerank(@NotNull @Valid JinaRerankRequest request);
}
