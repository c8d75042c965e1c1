package io.fumikura.ingest.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * Which collection is searched stays as it is for whoever holds this, until the transaction ends:
 * shared by all who write passages, exclusive for who switches. Taken before any document's row, so
 * that the two kinds of locks cannot wait for each other.
 */
public final class IndexLock {
    /** The letters of "fumikura"; content locks are hashes in the same space. */
    private static final long KEY = 0x66756d696b757261L;

    private IndexLock() {}

    public static Uni<Void> shared() {
        return lock("pg_advisory_xact_lock_shared");
    }

    public static Uni<Void> exclusive() {
        return lock("pg_advisory_xact_lock");
    }

    private static Uni<Void> lock(String function) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery("select 1 from " + function + "(?1)")
                                        .setParameter(1, KEY)
                                        .getResultList())
                .replaceWithVoid();
    }
}
