package io.fumikura.contract.rerank;

import io.fumikura.contract.embedding.ServerInfo;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The native routes of reranker-service, in the dialect of Text Embeddings Inference. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface RerankApi {
    /** The texts with their scores, best first; equal scores in the order of the request. */
    @POST
    @Path("rerank")
    Uni<List<RankedText>> rerank(@NotNull @Valid RerankRequest request);

    /** What model this is. */
    @GET
    @Path("info")
    ServerInfo info();
}
