package io.fumikura.query.log;

import io.fumikura.contract.query.Judgement;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * PostgreSQL. Hibernate Reactive ties a session to a Vert.x context of its own; the stages of a
 * search end on any thread, so each piece of work is given a fresh one.
 */
public final class QueryStore {
    private final Vertx vertx;
    private final SchemaMigration schema;

    public QueryStore(Vertx vertx, SchemaMigration schema) {
        this.vertx = vertx;
        this.schema = schema;
    }

    Uni<Void> insert(PanacheEntityBase row) {
        return onOwnContext(() -> Panache.withTransaction(row::persist)).replaceWithVoid();
    }

    /** A tenant's thumbs, oldest first, each with its question where that was logged. */
    Uni<List<Judgement>> judgements(String tenant, int offset, int limit) {
        return onOwnContext(
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
        return onOwnContext(
                        () ->
                                Panache.withSession(
                                        () -> LoggedQuery.find("id is null").firstResult()))
                .replaceWithVoid();
    }

    private <T> Uni<T> onOwnContext(Supplier<Uni<T>> work) {
        if (!schema.done()) {
            return Uni.createFrom()
                    .failure(new IllegalStateException("the tables have not been made yet"));
        }
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            Context context =
                                    VertxContext.createNewDuplicatedContext(
                                            vertx.getOrCreateContext());
                            VertxContextSafetyToggle.setContextSafe(context, true);
                            context.runOnContext(
                                    ignored ->
                                            Uni.createFrom()
                                                    .deferred(work::get)
                                                    .subscribe()
                                                    .with(emitter::complete, emitter::fail));
                        });
    }
}
