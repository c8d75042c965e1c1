package io.fumikura.reranker;

import io.fumikura.contract.rerank.CohereRerankApi;
import io.fumikura.contract.rerank.CohereRerankRequest;
import io.fumikura.contract.rerank.CohereRerankResponse;
import io.fumikura.contract.rerank.CohereRerankResponse.ApiVersion;
import io.fumikura.contract.rerank.CohereRerankResponse.BilledUnits;
import io.fumikura.contract.rerank.CohereRerankResponse.Meta;
import io.fumikura.contract.rerank.RelevantDocument;
import io.fumikura.contract.rerank.RerankDocument;
import io.fumikura.reranker.Ranking.Ranked;
import io.fumikura.serving.CostHeaders;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;

/** The Cohere dialect, version 2. One model is served whatever name the request gives. */
public class CohereRerankResource implements CohereRerankApi {
    private static final ApiVersion VERSION = new ApiVersion("2");
    private static final int DOCUMENTS_OF_A_UNIT = 100;

    private final Reranker reranker;
    private final RoutingContext request;

    CohereRerankResource(Reranker reranker, RoutingContext request) {
        this.reranker = reranker;
        this.request = request;
    }

    @Override
    public Uni<CohereRerankResponse> rerank(CohereRerankRequest body) {
        HttpServerResponse response = request.response();
        return reranker.rank(
                        new Question(body.query(), body.documents(), true, body.maxTokensPerDoc()))
                .invoke(ranking -> CostHeaders.write(response, ranking.cost()))
                .map(ranking -> answer(ranking, body));
    }

    private static CohereRerankResponse answer(Ranking ranking, CohereRerankRequest body) {
        List<RelevantDocument> results =
                ranking.first(body.topN()).stream().map(r -> result(r, body)).toList();
        int units = (body.documents().size() + DOCUMENTS_OF_A_UNIT - 1) / DOCUMENTS_OF_A_UNIT;
        return new CohereRerankResponse(
                UUID.randomUUID().toString(), results, new Meta(VERSION, new BilledUnits(units)));
    }

    private static RelevantDocument result(Ranked ranked, CohereRerankRequest body) {
        return new RelevantDocument(
                ranked.index(),
                ranked.relevance(),
                body.returnDocuments()
                        ? new RerankDocument(body.documents().get(ranked.index()))
                        : null);
    }
}
