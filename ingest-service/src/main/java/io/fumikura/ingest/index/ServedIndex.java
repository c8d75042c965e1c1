package io.fumikura.ingest.index;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.index.ChunkIndex;
import io.fumikura.ingest.store.IndexLock;
import io.fumikura.ingest.store.Transactions;
import io.smallrye.mutiny.Uni;

/** The collection that is searched, which an operator may switch at any time. */
public final class ServedIndex {
    private final ChunkIndex index;

    public ServedIndex(ChunkIndex index) {
        this.index = index;
    }

    ChunkIndex index() {
        return index;
    }

    /** Whose vectors it holds, at this moment. */
    Uni<String> indexCompat() {
        return Uni.createFrom().completionStage(index::servedIndexCompat);
    }

    /**
     * Inside a transaction, before any row is locked: this collection stays the one that is
     * searched until the transaction ends. Fails with {@code not_ready} when it is not any more;
     * whoever began with it begins again.
     */
    public Uni<Void> hold(String indexCompat) {
        return IndexLock.shared()
                .chain(() -> Transactions.await(index::servedIndexCompat))
                .invoke(
                        served -> {
                            if (!served.equals(indexCompat)) {
                                throw new ServiceException(
                                        ErrorCode.NOT_READY,
                                        "The index was switched from %s to %s meanwhile"
                                                .formatted(indexCompat, served));
                            }
                        })
                .replaceWithVoid();
    }
}
