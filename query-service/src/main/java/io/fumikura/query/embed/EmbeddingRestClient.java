package io.fumikura.query.embed;

import io.fumikura.contract.embedding.EmbedApi;
import io.fumikura.contract.embedding.EmbedRequest;
import io.fumikura.contract.embedding.ModelInfo;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** The wire to embedding-service. */
@RegisterRestClient(configKey = "embedding")
interface EmbeddingRestClient extends EmbedApi {
    /** {@link EmbedApi#info()} without blocking the caller. */
    @GET
    @Path("info")
    Uni<ModelInfo> model();

    /** {@link EmbedApi#embed} with the headers of the answer. */
    @POST
    @Path("embed")
    Uni<RestResponse<float[][]>> vectors(EmbedRequest request);
}
