package io.fumikura.query.log;

import io.fumikura.contract.query.Judgement;
import io.fumikura.query.database.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The rows of the query log and of feedback. */
public final class QueryStore {
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

    /** Whether the schema is there and answers. */
    public Uni<Void> ping() {
        return database.work(
                        () ->
                                Panache.withSession(
                                        () -> LoggedQuery.find("id is null").firstResult()))
                .replaceWithVoid();
    }
}
