package io.fumikura.query.log;

import io.fumikura.contract.query.Judgement;
import io.fumikura.query.database.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The rows of the query log and of feedback. */
public final class QueryStore {
    private static final Logger LOG = Logger.getLogger(QueryStore.class);
    private static final int BATCH = 1_000;

    private final Database database;

    public QueryStore(Database database) {
        this.database = database;
    }

    Uni<Void> insert(PanacheEntityBase row) {
        return database.work(() -> Panache.withTransaction(row::persist)).replaceWithVoid();
    }

    /** A tenant's thumbs, oldest first, each with its question where that was logged. */
    Uni<List<Judgement>> judgements(String tenant, int offset, int limit) {
        return database.work(
                () ->
                        Panache.withSession(
                                () ->
                                        Feedback.<Feedback>find(
                                                        "tenant = ?1 order by givenAt, id", tenant)
                                                .range(offset, offset + limit - 1)
                                                .list()
                                                .chain(rows -> withQuestions(tenant, rows))));
    }

    private static Uni<List<Judgement>> withQuestions(String tenant, List<Feedback> rows) {
        Set<UUID> ids = rows.stream().map(row -> row.queryId).collect(Collectors.toSet());
        return LoggedQuery.<LoggedQuery>list("tenant = ?1 and id in ?2", tenant, ids)
                .map(
                        logged -> {
                            Map<UUID, String> questions = new HashMap<>();
                            logged.forEach(query -> questions.put(query.id, query.queryText));
                            return rows.stream()
                                    .map(row -> row.judgement(questions.get(row.queryId)))
                                    .toList();
                        });
    }

    /** Questions and thumbs that are older go, also where nothing is logged any more. */
    public void purge(Duration age) {
        Instant oldest = Instant.now().minus(age);
        deleteAll("query.query_log", "asked_at", oldest)
                .chain(() -> deleteAll("query.feedback", "given_at", oldest))
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.warnf("old questions were not deleted: %s", failure));
    }

    /** In transactions of a bounded size: the first time it may be years. */
    private Uni<Void> deleteAll(String table, String time, Instant before) {
        String sql =
                "delete from %1$s where id in (select id from %1$s where %2$s < ?1 limit ?2)"
                        .formatted(table, time);
        return Multi.createBy()
                .repeating()
                .uni(() -> database.work(() -> Panache.withTransaction(() -> delete(sql, before))))
                .whilst(count -> count == BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Integer> delete(String sql, Instant before) {
        return Panache.getSession()
                .chain(
                        session ->
                                session.createNativeQuery(sql)
                                        .setParameter(1, before)
                                        .setParameter(2, BATCH)
                                        .executeUpdate());
    }

    /** Whether the schema is there and answers. */
    public Uni<Void> ping() {
        return database.work(
                        () ->
                                Panache.withSession(
                                        () -> LoggedQuery.find("id is null").firstResult()))
                .replaceWithVoid();
    }
}
