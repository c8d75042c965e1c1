package io.fumikura.ingest.store;

import io.opentelemetry.context.Context;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * Ties a trace to a Vert.x context of its own, as the framework does for a request: whatever runs
 * there is in that trace, for as long as the context lives, which is one piece of work.
 */
public final class WorkTrace {
    private WorkTrace() {}

    /** For the context this runs on; does nothing elsewhere. */
    public static void attachHere(Context trace) {
        attach(Vertx.currentContext(), trace);
    }

    static void attach(io.vertx.core.@Nullable Context work, Context trace) {
        if (work != null && VertxContext.isDuplicatedContext(work)) {
            // Closing it would only put the root back.
            var unused = QuarkusContextStorage.INSTANCE.attach(work, trace);
        }
    }
}
