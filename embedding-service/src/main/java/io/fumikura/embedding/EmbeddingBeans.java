package io.fumikura.embedding;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelUnavailableException;
import io.fumikura.inference.model.Task;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Where the framework meets the plain classes: the model is made here, before the port opens. */
@ApplicationScoped
public class EmbeddingBeans {
    private static final Logger LOG = Logger.getLogger(EmbeddingBeans.class);
    private static final int BEFORE_KAFKA = 10;

    void loadModel(@Observes @Priority(BEFORE_KAFKA) StartupEvent event, ModelInfo info) {
        LOG.debugf("serving %s", info.modelId());
    }

    @Produces
    @Singleton
    TextModel model(EmbeddingConfig config, EmbeddingMetrics metrics) {
        try {
            TextModel model =
                    TextModel.load(
                            config.modelPath(), Task.EMBEDDING, config.modelOptions(), metrics);
            metrics.watch(model);
            return model;
        } catch (ModelUnavailableException e) {
            // The framework prints the message of this exception, without a stack, and exits with
            // 1.
            throw new ConfigurationException(
                    "The model cannot be used: %s%n  model_path: %s%n  expected_location: %s%n  fix: %s"
                            .formatted(e.problem(), e.modelPath(), e.expectedLocation(), e.fix()));
        }
    }

    /** After the last request: computes what is queued and lets the model go. */
    void close(@Disposes TextModel model) {
        model.close();
    }

    @Produces
    @Singleton
    Embedder embedder(TextModel model, EmbeddingConfig config) {
        return new Embedder(model, config);
    }

    @Produces
    @Singleton
    ModelInfo info(TextModel model, EmbeddingConfig config) {
        ModelManifest manifest = model.folder().manifest();
        Map<String, String> files = new TreeMap<>();
        for (ModelFile file : manifest.files()) {
            files.put(file.path(), file.sha256());
        }
        return new ModelInfo(
                manifest.id(),
                Objects.requireNonNull(manifest.runtime(), "runtime").precision(),
                Map.of(
                        "embedding",
                        Map.of("pooling", Objects.requireNonNullElse(manifest.pooling(), ""))),
                model.maxTokens(),
                model.policy().maxBatchTokens(),
                config.limits().maxTexts(),
                manifest.version(),
                manifest.dimension(),
                manifest.indexCompat(),
                model.folder().digest(),
                files,
                model.device().device().wireName(),
                model.device().reason(),
                manifest.licence().name(),
                manifest.licence().commercialUse());
    }
}
