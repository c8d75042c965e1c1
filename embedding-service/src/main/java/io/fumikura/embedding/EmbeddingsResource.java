package io.fumikura.embedding;

import io.fumikura.contract.embedding.EmbeddingsApi;
import io.fumikura.contract.embedding.EmbeddingsRequest;
import io.fumikura.contract.embedding.EmbeddingsRequest.EncodingFormat;
import io.fumikura.contract.embedding.EmbeddingsResponse;
import io.fumikura.contract.embedding.EmbeddingsResponse.Item;
import io.fumikura.contract.embedding.EmbeddingsResponse.Usage;
import io.fumikura.contract.embedding.InputKind;
import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.event.Vectors;
import io.fumikura.inference.TextResult;
import io.fumikura.inference.batch.Lane;
import io.fumikura.serving.CostHeaders;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The OpenAI dialect. One model is served whatever name the request gives; the answer says which.
 */
public class EmbeddingsResource implements EmbeddingsApi {
    private final Embedder embedder;
    private final ModelInfo info;
    private final RoutingContext request;

    EmbeddingsResource(Embedder embedder, ModelInfo info, RoutingContext request) {
        this.embedder = embedder;
        this.info = info;
        this.request = request;
    }

    @Override
    public Uni<EmbeddingsResponse> create(EmbeddingsRequest body) {
        Dimensions.check(body.dimensions(), info);
        HttpServerResponse response = request.response();
        return embedder.embed(Lane.INTERACTIVE, body.input(), InputKind.DOCUMENT, true)
                .invoke(result -> CostHeaders.write(response, result.cost()))
                .map(result -> answer(result, body.encodingFormat()));
    }

    private EmbeddingsResponse answer(TextResult result, EncodingFormat format) {
        List<Item> items = new ArrayList<>();
        for (float[] vector : result.rows()) {
            Object written =
                    switch (format) {
                        case FLOAT -> vector;
                        case BASE64 -> Vectors.encode(vector);
                    };
            items.add(new Item("embedding", items.size(), written));
        }
        long tokens = result.cost().tokens();
        return new EmbeddingsResponse("list", items, info.modelId(), new Usage(tokens, tokens));
    }
}
