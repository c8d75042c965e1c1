package io.fumikura.reranker;

import io.fumikura.contract.embedding.ServerInfo;
import io.fumikura.contract.rerank.RankedText;
import io.fumikura.contract.rerank.RerankApi;
import io.fumikura.contract.rerank.RerankRequest;
import io.fumikura.reranker.Ranking.Ranked;
import io.fumikura.serving.CostHeaders;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The TEI dialect. */
public class RerankResource implements RerankApi {
    private final Reranker reranker;
    private final ServerInfo info;
    private final RoutingContext request;

    RerankResource(Reranker reranker, ServerInfo info, RoutingContext request) {
        this.reranker = reranker;
        this.info = info;
        this.request = request;
    }

    @Override
    public Uni<List<RankedText>> rerank(RerankRequest body) {
        HttpServerResponse response = request.response();
        return reranker.rank(new Question(body.query(), body.texts(), body.truncate(), null))
                .invoke(ranking -> CostHeaders.write(response, ranking.cost()))
                .map(ranking -> ranking.passages().stream().map(r -> answer(r, body)).toList());
    }

    private static RankedText answer(Ranked ranked, RerankRequest body) {
        return new RankedText(
                ranked.index(),
                body.rawScores() ? ranked.logit() : ranked.relevance(),
                body.returnText() ? body.texts().get(ranked.index()) : null);
    }

    @Override
    public ServerInfo info() {
        return info;
    }
}
