package io.fumikura.reranker;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.embedding.ServerInfo;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.model.Task;
import io.fumikura.serving.ModelCall;
import io.fumikura.serving.ModelDescription;
import io.fumikura.serving.ModelStart;
import io.fumikura.serving.TextLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Where the framework meets the plain classes; {@link ModelStart} has the model made first. */
@ApplicationScoped
public class RerankerBeans {
    /** TEI's {@code model_type} of a model with one output, which has no name of its own. */
    private static final Map<String, Object> TYPE =
            Map.of(
                    "reranker",
                    Map.of("id2label", Map.of("0", "LABEL_0"), "label2id", Map.of("LABEL_0", 0)));

    @Produces
    @Singleton
    TextModel model(ModelStart start, RerankerConfig config) {
        return start.load(config, Task.RERANK);
    }

    /** After the last request: computes what is queued and lets the model go. */
    void close(@Disposes TextModel model) {
        model.close();
    }

    @Produces
    @Singleton
    Reranker reranker(ModelCall model, RerankerConfig config, TextLimits limits) {
        return new Reranker(model, config, limits);
    }

    @Produces
    @Singleton
    TextLimits limits(RerankerConfig config) {
        return new TextLimits(config.limits().maxTexts(), config.limits().maxCharacters());
    }

    @Produces
    @Singleton
    ServerInfo server(TextModel model, ModelInfo info) {
        return ModelDescription.server(model, info);
    }

    @Produces
    @Singleton
    ModelInfo info(TextModel model, RerankerConfig config) {
        return ModelDescription.of(model, TYPE, config.limits().maxTexts());
    }
}
