package io.fumikura.ingest.store;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.problem.TraceIds;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/**
 * Runs work in a database transaction on a Vert.x context of its own. Hibernate Reactive ties a
 * session to its context; with a fresh one for each transaction callers may come from any thread,
 * and two transactions never share a session by accident.
 */
public final class Transactions {
    /**
     * Far longer than any of ours takes. Where PostgreSQL's node is gone no packet says so, and
     * what waits for its answer would wait for ever: the sending of records, or a Kafka partition.
     */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Vertx vertx;

    public Transactions(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Commits when the work succeeds, rolls back when it fails. The session flushes by itself.
     * After ten minutes without an end it is left to itself and fails as one of a database that is
     * away.
     */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return orAway(onFreshContext(() -> Panache.withTransaction(work)), LONGEST);
    }

    static <T> Uni<T> orAway(Uni<T> answer, Duration longest) {
        return answer.ifNoItem()
                .after(longest)
                .failWith(
                        () ->
                                new ServiceException(
                                        ErrorCode.DEPENDENCY_UNAVAILABLE,
                                        "the database has not answered within %d s"
                                                .formatted(longest.toSeconds())));
    }

    /** A session for reading, without a transaction. */
    public <T> Uni<T> read(Supplier<Uni<T>> work) {
        return onFreshContext(() -> Panache.withSession(work));
    }

    private <T> Uni<T> onFreshContext(Supplier<Uni<T>> work) {
        String traceId = TraceIds.current();
        var trace = io.opentelemetry.context.Context.current();
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            Context context =
                                    VertxContext.createNewDuplicatedContext(
                                            vertx.getOrCreateContext());
                            VertxContextSafetyToggle.setContextSafe(context, true);
                            context.runOnContext(
                                    nothing -> {
                                        if (traceId != null) {
                                            MDC.put(TraceIds.LOG_KEY, traceId);
                                        }
                                        WorkTrace.attach(context, trace);
                                        Uni.createFrom()
                                                .deferred(work::get)
                                                .subscribe()
                                                .with(
                                                        emitter::complete,
                                                        failure ->
                                                                emitter.fail(
                                                                        DatabaseAway.told(
                                                                                failure)));
                                    });
                        });
    }

    /** Waits for something outside the database and comes back to the transaction's context. */
    public static <T> Uni<T> await(Supplier<CompletionStage<T>> other) {
        Context context = Vertx.currentContext();
        return Uni.createFrom()
                .completionStage(other)
                .emitOn(command -> context.runOnContext(nothing -> command.run()));
    }

    /** Runs something that blocks on a worker thread and comes back to the context. */
    public static <T> Uni<T> block(Callable<T> work) {
        Context context = Vertx.currentContext();
        return offLoop(work).emitOn(command -> context.runOnContext(nothing -> command.run()));
    }

    /** Runs something that blocks on a worker thread; the result comes on that thread. */
    public static <T> Uni<T> offLoop(Callable<T> work) {
        return Uni.createFrom()
                .<T>emitter(
                        emitter -> {
                            try {
                                emitter.complete(work.call());
                            } catch (Exception e) {
                                emitter.fail(e);
                            }
                        })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
