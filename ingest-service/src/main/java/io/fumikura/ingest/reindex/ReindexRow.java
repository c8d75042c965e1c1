package io.fumikura.ingest.reindex;

import io.fumikura.contract.ingest.ReindexState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of the embedding model; at most one is active. */
@Entity
@Table(name = "reindexes")
public class ReindexRow {
    @Id public UUID id;

    /** What was searched at the start. */
    public String source;

    public String target;

    /** Of the target's vectors. */
    public int dimension;

    @Column(name = "model_digest")
    public String modelDigest;

    @Enumerated(EnumType.STRING)
    public ReindexState state;

    /** What it waits for, or why it failed. */
    public @Nullable String error;

    /** Which process is at it, and until when the others leave it alone. */
    public @Nullable UUID worker;

    @Column(name = "lease_until")
    public @Nullable Instant leaseUntil;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "switched_at")
    public @Nullable Instant switchedAt;

    @SuppressWarnings("NullAway.Init") // filled by Hibernate, or by ReindexOrders right after
    public ReindexRow() {}

    /** The collection that is being filled, or was. */
    public String filled() {
        return state == ReindexState.ROLLING_BACK || state == ReindexState.ROLLED_BACK
                ? source
                : target;
    }

    /** The one beside it. */
    String other() {
        return filled().equals(target) ? source : target;
    }

    void enter(ReindexState next) {
        state = next;
        error = null;
        updatedAt = Instant.now();
    }

    void fail(String reason) {
        enter(ReindexState.FAILED);
        error = reason;
    }

    void waitFor(String reason) {
        error = reason;
        updatedAt = Instant.now();
    }
}
