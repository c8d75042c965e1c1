package io.fumikura.embedding;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.embedding.ServerInfo;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.model.ModelManifest.Pooling;
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
import java.util.Objects;

/** Where the framework meets the plain classes; {@link ModelStart} has the model made first. */
@ApplicationScoped
public class EmbeddingBeans {
    @Produces
    @Singleton
    TextModel model(ModelStart start, EmbeddingConfig config) {
        return start.load(config, Task.EMBEDDING);
    }

    /** After the last request: computes what is queued and lets the model go. */
    void close(@Disposes TextModel model) {
        model.close();
    }

    @Produces
    @Singleton
    Embedder embedder(ModelCall model, EmbeddingConfig config, TextLimits limits) {
        return new Embedder(model, config, limits);
    }

    @Produces
    @Singleton
    TextLimits limits(EmbeddingConfig config) {
        return new TextLimits(config.limits().maxTexts(), config.limits().maxCharacters());
    }

    @Produces
    @Singleton
    ServerInfo server(TextModel model, ModelInfo info) {
        return ModelDescription.server(model, info);
    }

    @Produces
    @Singleton
    ModelInfo info(TextModel model, EmbeddingConfig config) {
        Pooling pooling =
                Objects.requireNonNullElse(model.folder().manifest().pooling(), Pooling.IN_GRAPH);
        return ModelDescription.of(
                model,
                Map.of("embedding", Map.of("pooling", pooling.wireName())),
                config.limits().maxTexts());
    }
}
