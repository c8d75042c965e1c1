package io.fumikura.query.log;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

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
