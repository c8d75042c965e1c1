package io.fumikura.query.database;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Where work with PostgreSQL is done. Hibernate Reactive ties a session to a Vert.x context of its
 * own; the stages of a search end on any thread, so each piece of work is given a fresh one.
 */
public final class Database {
    private final Vertx vertx;
    private final SchemaMigration schema;

    public Database(Vertx vertx, SchemaMigration schema) {
        this.vertx = vertx;
        this.schema = schema;
    }

    /** Fails while the tables have not been made. */
    public <T> Uni<T> work(Supplier<Uni<T>> work) {
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
