package io.fumikura.reranker;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.rerank.RankedText;
import io.fumikura.contract.rerank.RerankApi;
import io.fumikura.contract.rerank.RerankRequest;
import io.fumikura.inference.TextResult;
import io.fumikura.serving.CostHeaders;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The TEI dialect. */
public class RerankResource implements RerankApi {
    private final Reranker reranker;
    private final ModelInfo info;
    private final RoutingContext request;

    RerankResource(Reranker reranker, ModelInfo info, RoutingContext request) {
        this.reranker = reranker;
        this.info = info;
        this.request = request;
    }

    @Override
    public Uni<List<RankedText>> rerank(RerankRequest body) {
        HttpServerResponse response = request.response();
        return reranker.logits(body.query(), body.texts(), body.truncate())
                .invoke(result -> CostHeaders.write(response, result.cost()))
                .map(result -> ranked(result, body));
    }

    /** Best first; the sort is stable, so equal scores keep the order of the request. */
    private static List<RankedText> ranked(TextResult result, RerankRequest body) {
        List<RankedText> ranked = new ArrayList<>();
        for (int i = 0; i < result.rows().size(); i++) {
            float logit = result.rows().get(i)[0];
            String text = body.returnText() ? body.texts().get(i) : null;
            ranked.add(new RankedText(i, body.rawScores() ? logit : sigmoid(logit), text));
        }
        ranked.sort(Comparator.comparingDouble(RankedText::score).reversed());
        return ranked;
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    @Override
    public ModelInfo info() {
        return info;
    }
}
