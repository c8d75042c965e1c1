package io.fumikura.ingest.index;

import io.fumikura.contract.embedding.EmbedHeaders;
import io.fumikura.contract.embedding.EmbedRequest;
import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.embedding.TokenCountsRequest;
import io.fumikura.contract.embedding.TokenCountsResponse;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** The routes of embedding-service that are called from here. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
interface EmbeddingRestClient {
    @GET
    @Path("info")
    Uni<ModelInfo> info();

    @POST
    @Path("v1/token-counts")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<TokenCountsResponse> count(TokenCountsRequest request);

    @POST
    @Path("embed")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<float[][]>> embed(
            @HeaderParam(EmbedHeaders.LANE) String lane, EmbedRequest request);
}
