package io.fumikura.ingest.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How many documents of the same tenant began to wait for the same before each of these did: how
 * busy others are is not told. An estimate of how long it takes: several are worked on at once, and
 * the partitions of a topic do not wait for each other.
 */
public final class QueuePositions {

    /** Those that are not waiting have none. One look at the index for all of them together. */
    public Uni<Map<UUID, Integer>> of(Collection<DocumentRow> rows) {
        UUID[] waiting =
                rows.stream()
                        .filter(row -> row.queuedAt != null)
                        .map(row -> row.id)
                        .toArray(UUID[]::new);
        return waiting.length == 0 ? Uni.createFrom().item(Map.of()) : of(waiting);
    }

    private static Uni<Map<UUID, Integer>> of(UUID[] ids) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                """
                                                select p.id,
                                                       sum(x.before) over
                                                         (partition by p.tenant, p.state
                                                          order by p.queued_at)
                                                from (select id, tenant, state, queued_at,
                                                             lag(queued_at, 1, '-infinity') over
                                                               (partition by tenant, state order by queued_at)
                                                               as since
                                                      from ingest.documents
                                                      where id = any(?1) and queued_at is not null) p
                                                cross join lateral
                                                  (select count(*) as before from ingest.documents o
                                                   where o.tenant = p.tenant and o.state = p.state
                                                     and o.queued_at >= p.since
                                                     and o.queued_at < p.queued_at) x
                                                """,
                                                Object[].class)
                                        .setParameter(1, ids)
                                        .getResultList())
                .map(QueuePositions::positions);
    }

    private static Map<UUID, Integer> positions(List<Object[]> rows) {
        Map<UUID, Integer> positions = new HashMap<>();
        rows.forEach(row -> positions.put((UUID) row[0], ((Number) row[1]).intValue()));
        return positions;
    }
}
