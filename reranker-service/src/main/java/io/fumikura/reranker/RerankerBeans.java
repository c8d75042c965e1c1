package io.fumikura.reranker;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.model.Task;
import io.fumikura.serving.ModelDescription;
import io.fumikura.serving.ModelStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Where the framework meets the plain classes; {@link ModelStart} has the model made first. */
@ApplicationScoped
public class RerankerBeans {
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
    Reranker reranker(TextModel model, RerankerConfig config) {
        return new Reranker(model, config);
    }

    @Produces
    @Singleton
    ModelInfo info(TextModel model, RerankerConfig config) {
        return ModelDescription.of(model, Map.of("reranker", Map.of()), config.limits().maxTexts());
    }
}
