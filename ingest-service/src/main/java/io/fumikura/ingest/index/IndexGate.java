package io.fumikura.ingest.index;

import io.fumikura.contract.embedding.ModelInfo;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.ServedCollection;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Closed until the embedding model is known and its collection is there. Tries in the background,
 * for ever; meanwhile it knows the reason, readiness shows it, and vectors wait. A collection that
 * is lost later is made anew: it then lacks what was indexed, and says so wherever it is asked,
 * until a reconciliation has brought it back.
 */
public final class IndexGate {
    private static final Logger LOG = Logger.getLogger(IndexGate.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final String NOT_ASKED = "The embedding service has not been asked yet";
    private static final String RENEWING =
            "The words of the index are encoded anew, which takes minutes";
    private static final String LACKING =
            "The index was lost and made anew: it lacks documents until reconcile --repair has"
                    + " brought them back";

    private final EmbeddingModel model;
    private final ChunkIndex index;
    private final Records records;
    private volatile CompletableFuture<PreparedIndex> prepared = new CompletableFuture<>();
    private volatile boolean lacksDocuments;
    private volatile String reason = NOT_ASKED;

    /** What is on record of the index. */
    public interface Records {
        /** Whether documents were indexed, which an index made anew lacks. */
        Uni<Boolean> anySearchable();

        /** Must be done before the gate opens; tried again like the rest. */
        Uni<Void> adopt(PreparedIndex prepared);
    }

    public IndexGate(EmbeddingModel model, ChunkIndex index, Records records) {
        this.model = model;
        this.index = index;
        this.records = records;
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
        if (reason.equals(NOT_ASKED)) {
            reason = "The index is being prepared";
        }
        PreparedIndex result = new PreparedIndex(indexCompat, dimension);
        return records.anySearchable()
                .chain(
                        expected ->
                                Uni.createFrom()
                                        .completionStage(
                                                () ->
                                                        index.prepare(
                                                                indexCompat, dimension, expected)))
                .chain(() -> records.adopt(result))
                .chain(this::serving)
                .invoke(served -> notice(served.isPresent() && !served.get().whole()))
                .replaceWith(result);
    }

    private void opened(PreparedIndex result) {
        LOG.infof(
                "index chunks-%s is ready, %d dimensions",
                result.indexCompat(), result.dimension());
        prepared.complete(result);
    }

    /**
     * To be called now and then: whether the index is still there, and whole. Returns at once. That
     * Qdrant is away closes nothing: whatever needs it waits, and goes on when it is back.
     */
    public void look() {
        if (isOpen()) {
            serving()
                    .subscribe()
                    .with(
                            this::looked,
                            failure -> LOG.debugf("the index cannot be asked: %s", failure));
        }
    }

    private Uni<Optional<ServedCollection>> serving() {
        return Uni.createFrom().completionStage(() -> index.collections().serving());
    }

    private void looked(Optional<ServedCollection> served) {
        if (served.isPresent()) {
            notice(!served.get().whole());
            return;
        }
        if (close()) {
            reason = "The index is lost and is made anew";
            LOG.error("the index is lost: Qdrant has none any more; it is made anew");
            open();
        }
    }

    /** Whether it was open. */
    private synchronized boolean close() {
        boolean open = isOpen();
        if (open) {
            prepared = new CompletableFuture<>();
        }
        return open;
    }

    private void notice(boolean lacking) {
        if (lacking && !lacksDocuments) {
            LOG.error(LACKING);
        } else if (!lacking && lacksDocuments) {
            LOG.info("the index has its documents again");
        }
        lacksDocuments = lacking;
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

    /** Open, and the index lacks nothing that was indexed. */
    public boolean isWhole() {
        return isOpen() && !lacksDocuments;
    }

    /** Why the gate is closed, or what the index lacks. */
    public Optional<String> reason() {
        if (isOpen()) {
            return lacksDocuments ? Optional.of(LACKING) : Optional.empty();
        }
        return Optional.of(index.isRenewingWords() ? RENEWING : reason);
    }
}
