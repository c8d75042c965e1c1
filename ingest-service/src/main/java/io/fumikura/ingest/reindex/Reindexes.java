package io.fumikura.ingest.reindex;

import io.fumikura.contract.ingest.ReindexState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code reindexes}. All methods run inside a transaction. */
final class Reindexes {
    private static final List<ReindexState> ACTIVE =
            List.of(ReindexState.RUNNING, ReindexState.ROLLING_BACK);

    Uni<Void> add(ReindexRow row) {
        return Panache.getSession().chain(s -> s.persist(row).chain(s::flush));
    }

    Uni<Optional<ReindexRow>> latest() {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "from ReindexRow order by createdAt desc, id",
                                                ReindexRow.class)
                                        .setMaxResults(1)
                                        .getResultList())
                .map(rows -> rows.stream().findFirst());
    }

    /** The id of the last one. */
    Uni<Optional<UUID>> latestId() {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "select id from ReindexRow order by createdAt desc,"
                                                        + " id",
                                                UUID.class)
                                        .setMaxResults(1)
                                        .getResultList())
                .map(ids -> ids.stream().findFirst());
    }

    /** Whether one that goes on writes to this collection. */
    Uni<Boolean> isWanted(String indexCompat) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createSelectionQuery(
                                                "from ReindexRow where state in ?1",
                                                ReindexRow.class)
                                        .setParameter(1, ACTIVE)
                                        .getResultList())
                .map(
                        rows ->
                                rows.stream()
                                        .anyMatch(
                                                row ->
                                                        row.source.equals(indexCompat)
                                                                || row.target.equals(indexCompat)));
    }

    /** Makes the active one this worker's for ten seconds more, unless it is another's. */
    Uni<Optional<ReindexRow>> claim(UUID worker) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "update ingest.reindexes set worker = ?1,"
                                                        + " lease_until = now() + interval '10 s' where"
                                                        + " state in ('RUNNING', 'ROLLING_BACK') and"
                                                        + " (worker = ?1 or lease_until is null or"
                                                        + " lease_until < now()) returning id",
                                                UUID.class)
                                        .setParameter(1, worker)
                                        .getResultList()
                                        .chain(
                                                ids ->
                                                        ids.isEmpty()
                                                                ? Uni.createFrom()
                                                                        .item(
                                                                                Optional
                                                                                        .<ReindexRow>
                                                                                                empty())
                                                                : s.find(
                                                                                ReindexRow.class,
                                                                                ids.get(0))
                                                                        .map(
                                                                                Optional
                                                                                        ::ofNullable)));
    }

    /**
     * Whether it still goes on as it did; if so it cannot be ended before this transaction is. The
     * key lock leaves room for the lease to be renewed.
     */
    Uni<Boolean> goesOn(UUID id, ReindexState state) {
        return locked(id, "for key share").map(now -> now.equals(Optional.of(state.name())));
    }

    /**
     * For changing its state: waits for those who write in the belief that it goes on. It must not
     * have been read in this session before.
     */
    Uni<Optional<ReindexRow>> lock(UUID id) {
        return locked(id, "for update")
                .chain(Panache::getSession)
                .chain(s -> s.find(ReindexRow.class, id))
                .map(Optional::ofNullable);
    }

    private static Uni<Optional<String>> locked(UUID id, String how) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "select state from ingest.reindexes where id = ?1 "
                                                        + how,
                                                String.class)
                                        .setParameter(1, id)
                                        .getResultList())
                .map(rows -> rows.stream().findFirst());
    }
}
