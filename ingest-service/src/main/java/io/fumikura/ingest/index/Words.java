package io.fumikura.ingest.index;

import io.fumikura.index.ChunkIndex;
import io.smallrye.mutiny.Uni;

/** What is written of the words of passages, for when a tenant's vocabulary has changed. */
public final class Words {
    private final ChunkIndex index;

    public Words(ChunkIndex index) {
        this.index = index;
    }

    /** Indexes a tenant's stored passages again; searches go on. Says how many there were. */
    public Uni<Long> renew(String tenant) {
        return Uni.createFrom().completionStage(() -> index.renewWords(tenant));
    }
}
