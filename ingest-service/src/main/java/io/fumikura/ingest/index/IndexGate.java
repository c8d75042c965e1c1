package io.fumikura.ingest.index;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Closed until the embedding model is known and its collection is there. Tries in the background,
 * for ever; meanwhile it knows the reason, readiness shows it, and vectors wait.
 */
public final class IndexGate {
    private static final Logger LOG = Logger.getLogger(IndexGate.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final EmbeddingModel model;
    private final ChunkIndex index;
    private final Function<PreparedIndex, Uni<Void>> beforeOpening;
    private final CompletableFuture<PreparedIndex> prepared = new CompletableFuture<>();
    private volatile String reason = "The embedding service has not been asked yet";

    public IndexGate(EmbeddingModel model, ChunkIndex index) {
        this(model, index, prepared -> Uni.createFrom().voidItem());
    }

    /**
     * @param beforeOpening what else must have been done; tried again like the rest
     */
    public IndexGate(
            EmbeddingModel model,
            ChunkIndex index,
            Function<PreparedIndex, Uni<Void>> beforeOpening) {
        this.model = model;
        this.index = index;
        this.beforeOpening = beforeOpening;
    }

    /** Begins to try; returns at once. */
    public void open() {
        Uni.createFrom()
                .deferred(model::describe)
                .chain(this::prepare)
                .onFailure()
                .invoke(this::remember)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .subscribe()
                .with(this::opened, failure -> LOG.error("gave up preparing the index", failure));
    }

    private Uni<PreparedIndex> prepare(ModelInfo info) {
        String indexCompat = info.indexCompat();
        Integer dimension = info.dimension();
        if (indexCompat == null || dimension == null) {
            throw new ServiceException(
                    ErrorCode.DEPENDENCY_UNAVAILABLE,
                    "The model %s at the embedding address makes no vectors"
                            .formatted(info.modelId()));
        }
        return Uni.createFrom()
                .completionStage(() -> index.prepare(indexCompat, dimension))
                .replaceWith(new PreparedIndex(indexCompat, dimension))
                .call(beforeOpening::apply);
    }

    private void opened(PreparedIndex result) {
        LOG.infof(
                "index chunks-%s is ready, %d dimensions",
                result.indexCompat(), result.dimension());
        prepared.complete(result);
    }

    private void remember(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        if (!words.equals(reason)) {
            LOG.warnf("the index is not ready: %s", words);
        }
        reason = words;
    }

    /** Completes when the gate opens. */
    public Uni<PreparedIndex> prepared() {
        return Uni.createFrom().completionStage(() -> prepared.copy());
    }

    public boolean isOpen() {
        return prepared.isDone();
    }

    /** Why the gate is closed. */
    public Optional<String> reason() {
        return isOpen() ? Optional.empty() : Optional.of(reason);
    }
}
