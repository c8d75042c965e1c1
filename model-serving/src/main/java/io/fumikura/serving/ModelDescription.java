package io.fumikura.serving;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.embedding.ServerInfo;
import io.fumikura.inference.TextModel;
import io.fumikura.inference.model.ModelManifest;
import io.fumikura.inference.model.ModelManifest.ModelFile;
import io.fumikura.inference.model.ModelManifest.Score;
import io.fumikura.inference.model.Task;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code GET /info} says about a loaded model. */
public final class ModelDescription {
    private ModelDescription() {}

    /** The same as TEI writes it. */
    public static ServerInfo server(TextModel model, ModelInfo info) {
        return new ServerInfo(
                info,
                model.folder().manifest().source().revision(),
                info.modelId(),
                model.policy().maxQueuedTokens(),
                model.policy().maxBatchRows(),
                true,
                model.encoderThreads(),
                null,
                null);
    }

    /**
     * @param type TEI's {@code model_type}
     * @param maxTexts most texts in one call
     */
    public static ModelInfo of(TextModel model, Map<String, Object> type, int maxTexts) {
        ModelManifest manifest = model.folder().manifest();
        boolean makesVectors = manifest.task() == Task.EMBEDDING;
        Map<String, String> files = new TreeMap<>();
        for (ModelFile file : manifest.files()) {
            files.put(file.path(), file.sha256());
        }
        return new ModelInfo(
                manifest.id(),
                Objects.requireNonNull(manifest.runtime(), "runtime").precision(),
                type,
                model.maxTokens(),
                model.policy().maxBatchTokens(),
                maxTexts,
                manifest.version(),
                makesVectors ? manifest.dimension() : null,
                makesVectors ? manifest.indexCompat() : null,
                relevantFrom(manifest),
                model.folder().digest(),
                files,
                model.device().device().wireName(),
                model.device().reason(),
                manifest.licence().name(),
                manifest.licence().commercialUse());
    }

    private static @Nullable Double relevantFrom(ModelManifest manifest) {
        Score score = manifest.score();
        return score == null ? null : score.relevantFrom();
    }
}
