package io.fumikura.query.rerank;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.rerank.RerankApi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The wire to reranker-service. */
@RegisterRestClient(configKey = "reranker")
interface RerankRestClient extends RerankApi {
    /** {@link RerankApi#info()} without blocking the caller. */
    @GET
    @Path("info")
    Uni<ModelInfo> model();
}
