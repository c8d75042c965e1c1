package io.fumikura.ingest.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Work that one of the replicas does for all of them, now and then. */
public final class Chores {

    /** Whether it is due, and this caller's to do; it is nobody else's then for a while. */
    public Uni<Boolean> claim(String name, Duration every) {
        return Panache.getSession()
                .chain(
                        s ->
                                s.createNativeQuery(
                                                "insert into ingest.chores as c (name, began_at)"
                                                        + " values (?1, now()) on conflict (name) do"
                                                        + " update set began_at = excluded.began_at"
                                                        + " where c.began_at <= now() -"
                                                        + " make_interval(secs => ?2) returning"
                                                        + " name",
                                                String.class)
                                        .setParameter(1, name)
                                        .setParameter(2, every.toMillis() / 1000.0)
                                        .getResultList())
                .map(rows -> !rows.isEmpty());
    }
}
