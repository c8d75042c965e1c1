package io.fumikura.ingest.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The rows of documents that were deleted, and of which nothing else is left. */
public final class Tombstones {
    /** Before a document's row may go; its removal has emptied them. */
    private static final List<String> CHILDREN =
            List.of("lines", "pages", "chunks", "page_parts", "document_blobs", "index_copies");

    /**
     * Forgets documents whose removal was finished before this instant. Replicas may do it at the
     * same time.
     *
     * @return how many, at most {@code limit}
     */
    public Uni<Integer> forgetBefore(Instant instant, int limit) {
        return Panache.getSession().chain(s -> forget(s, instant, limit));
    }

    private static Uni<Integer> forget(Mutiny.Session session, Instant instant, int limit) {
        return session.createNativeQuery(
                        "select id from ingest.documents where removed_at < ?1 and state ="
                                + " 'DELETED' order by removed_at limit ?2 for update skip locked",
                        UUID.class)
                .setParameter(1, instant)
                .setParameter(2, limit)
                .getResultList()
                .chain(ids -> delete(session, ids.toArray(UUID[]::new)));
    }

    private static Uni<Integer> delete(Mutiny.Session session, UUID[] ids) {
        return Multi.createFrom()
                .iterable(CHILDREN)
                .onItem()
                .transformToUniAndConcatenate(
                        table -> delete(session, table + " where document_id", ids))
                .collect()
                .last()
                .chain(() -> delete(session, "documents where id", ids));
    }

    private static Uni<Integer> delete(Mutiny.Session session, String where, UUID[] ids) {
        return session.createNativeQuery("delete from ingest." + where + " = any(?1)")
                .setParameter(1, ids)
                .executeUpdate();
    }
}
