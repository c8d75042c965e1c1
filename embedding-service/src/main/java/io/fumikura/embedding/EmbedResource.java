package io.fumikura.embedding;

import io.fumikura.contract.embedding.EmbedApi;
import io.fumikura.contract.embedding.EmbedHeaders;
import io.fumikura.contract.embedding.EmbedRequest;
import io.fumikura.contract.embedding.ServerInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.inference.batch.Lane;
import io.fumikura.serving.CostHeaders;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** The TEI dialect. */
public class EmbedResource implements EmbedApi {
    private final Embedder embedder;
    private final ServerInfo info;
    private final RoutingContext request;

    EmbedResource(Embedder embedder, ServerInfo info, RoutingContext request) {
        this.embedder = embedder;
        this.info = info;
        this.request = request;
    }

    @Override
    public Uni<float[][]> embed(EmbedRequest body) {
        if (!body.normalize()) {
            throw new ServiceException(
                    ErrorCode.INVALID_REQUEST,
                    "normalize must be true: this model gives unit vectors only");
        }
        Dimensions.check(body.dimensions(), info.model());
        HttpServerResponse response = request.response();
        return embedder.embed(lane(), body.inputs(), body.promptName(), body.truncate())
                .invoke(result -> CostHeaders.write(response, result.cost()))
                .invoke(() -> sayWhatModel(response))
                .map(result -> result.rows().toArray(new float[0][]));
    }

    private Lane lane() {
        return EmbedHeaders.BULK.equals(request.request().getHeader(EmbedHeaders.LANE))
                ? Lane.BULK
                : Lane.INTERACTIVE;
    }

    /** So that whoever keeps vectors need not trust that the address still has the same model. */
    private void sayWhatModel(HttpServerResponse response) {
        String indexCompat = info.model().indexCompat();
        if (indexCompat != null) {
            response.putHeader(EmbedHeaders.INDEX_COMPAT, indexCompat);
        }
    }

    @Override
    public ServerInfo info() {
        return info;
    }
}
