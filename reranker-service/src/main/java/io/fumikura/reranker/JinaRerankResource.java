package io.fumikura.reranker;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.rerank.JinaRerankApi;
import io.fumikura.contract.rerank.JinaRerankRequest;
import io.fumikura.contract.rerank.JinaRerankResponse;
import io.fumikura.contract.rerank.JinaRerankResponse.Usage;
import io.fumikura.contract.rerank.RelevantDocument;
import io.fumikura.reranker.Ranking.Ranked;
import io.fumikura.serving.CostHeaders;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The Jina dialect. One model is served whatever name the request gives; the answer says which. */
public class JinaRerankResource implements JinaRerankApi {
    private final Reranker reranker;
    private final ModelInfo info;
    private final RoutingContext request;

    JinaRerankResource(Reranker reranker, ModelInfo info, RoutingContext request) {
        this.reranker = reranker;
        this.info = info;
        this.request = request;
    }

    @Override
    public Uni<JinaRerankResponse> rerank(JinaRerankRequest body) {
        HttpServerResponse response = request.response();
        return reranker.rank(new Question(body.query(), body.texts(), body.truncation(), null))
                .invoke(ranking -> CostHeaders.write(response, ranking.cost()))
                .map(ranking -> answer(ranking, body));
    }

    private JinaRerankResponse answer(Ranking ranking, JinaRerankRequest body) {
        List<RelevantDocument> results =
                ranking.first(body.topN()).stream().map(r -> result(r, body)).toList();
        long tokens = ranking.cost().tokens();
        return new JinaRerankResponse(info.modelId(), "list", new Usage(tokens, tokens), results);
    }

    private static RelevantDocument result(Ranked ranked, JinaRerankRequest body) {
        return new RelevantDocument(
                ranked.index(),
                ranked.relevance(),
                body.returnDocuments() ? body.documents().get(ranked.index()) : null);
    }
}
