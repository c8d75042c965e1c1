package io.fumikura.contract.embedding;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The light sister of {@link TokenizeApi}: for whoever cuts documents and needs the lengths of many
 * sentences, but not their tokens.
 */
@Path("/v1/token-counts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface TokenCountsApi {
    @POST
    Uni<TokenCountsResponse> count(@NotNull @Valid TokenCountsRequest request);
}
