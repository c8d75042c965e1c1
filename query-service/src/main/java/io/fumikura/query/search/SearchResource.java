package io.fumikura.query.search;

import io.fumikura.access.http.CurrentCaller;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.query.log.Asked;
import io.fumikura.query.log.QueryLog;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code POST /v1/search}. */
@Path("/v1/search")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {
    private final SearchPipeline pipeline;
    private final QueryLog log;
    private final CurrentCaller caller;

    SearchResource(SearchPipeline pipeline, QueryLog log, CurrentCaller caller) {
        this.caller = caller;
        this.pipeline = pipeline;
        this.log = log;
    }

    @POST
    public Uni<RestResponse<SearchResponse>> search(@NotNull @Valid SearchRequest request) {
        Asked asked = Asked.now(caller.get());
        return pipeline.search(asked.by(), request, pipeline.deadline())
                .invoke(response -> log.searched(asked, request, response))
                .map(response -> answer(asked, response));
    }

    private static RestResponse<SearchResponse> answer(Asked asked, SearchResponse response) {
        return RestResponse.ResponseBuilder.ok(response)
                .header(Asked.ID_HEADER, asked.id())
                .build();
    }
}
