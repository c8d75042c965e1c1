package io.fumikura.query.search;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.index.FoundChunk;
import io.fumikura.index.HybridQuery;
import io.fumikura.index.IndexMismatchException;
import io.fumikura.index.IndexMissingException;
import io.fumikura.index.ServedCollection;
import io.fumikura.query.call.CallPolicy;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.call.Dependency;
import io.fumikura.query.call.SignOfLife;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * The chunk index, called from a pool of our own: taking a question apart into Japanese words is
 * work, which an event loop must not do.
 */
public final class IndexedPassages implements PassageIndex {
    private static final Logger LOG = Logger.getLogger(IndexedPassages.class);

    private final ChunkIndex index;
    private final Executor pool;
    private final Dependency service;

    /** Every search meets the same; one line of it is enough. */
    private final AtomicReference<String> lastRefusal = new AtomicReference<>("");

    /**
     * @param silence after which it is asked whether it is there
     */
    public IndexedPassages(ChunkIndex index, Executor pool, CallPolicy policy, Duration silence) {
        this.index = index;
        this.pool = pool;
        this.service = new Dependency("the index", policy, new SignOfLife(silence, this::served));
    }

    @Override
    public Uni<List<FoundChunk>> find(
            HybridQuery query, Optional<String> indexCompat, Deadline deadline) {
        return service.call(
                () ->
                        Uni.createFrom()
                                .completionStage(
                                        () ->
                                                indexCompat.isPresent()
                                                        ? index.search(query, indexCompat.get())
                                                        : index.search(query))
                                .runSubscriptionOn(pool)
                                .onFailure(IndexMissingException.class)
                                .transform(missing -> notThere())
                                .onFailure(IndexMismatchException.class)
                                .transform(this::refused),
                deadline);
    }

    @Override
    public Uni<Optional<ServedCollection>> served(Deadline deadline) {
        return service.ask(this::served, deadline);
    }

    private Uni<Optional<ServedCollection>> served() {
        return Uni.createFrom().completionStage(() -> index.collections().serving());
    }

    /** Nothing found would be a statement about documents. */
    static ServiceException notThere() {
        return new ServiceException(
                ErrorCode.NOT_READY, "there is no index: it was not made yet, or is lost");
    }

    /** What the index says of itself is for the caller; what Qdrant says is for the log. */
    private ServiceException refused(Throwable mismatch) {
        String words = String.valueOf(mismatch.getMessage());
        if (!words.equals(lastRefusal.getAndSet(words))) {
            LOG.warnf("searches are refused: %s", words);
        }
        return mismatch.getCause() == null
                ? new ServiceException(ErrorCode.NOT_READY, words, mismatch)
                : new ServiceException(
                        ErrorCode.DEPENDENCY_UNAVAILABLE,
                        "the index refused the question; the log says why",
                        mismatch);
    }
}
