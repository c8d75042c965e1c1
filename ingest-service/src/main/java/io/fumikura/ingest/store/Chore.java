package io.fumikura.ingest.store;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One of the {@link Chores}, begun when it is due and neither here nor elsewhere at work. */
public final class Chore {
    private static final Logger LOG = Logger.getLogger(Chore.class);

    private final Transactions transactions;
    private final String name;
    private final Duration every;
    private final Supplier<? extends Uni<?>> work;
    private final Chores chores = new Chores();
    private final AtomicBoolean running = new AtomicBoolean();

    public Chore(
            Transactions transactions,
            String name,
            Duration every,
            Supplier<? extends Uni<?>> work) {
        this.transactions = transactions;
        this.name = name;
        this.every = every;
        this.work = work;
    }

    /** Begins when it is due and nobody else has. Returns at once. */
    public void tick() {
        if (running.compareAndSet(false, true)) {
            runIfDue()
                    .onTermination()
                    .invoke(() -> running.set(false))
                    .subscribe()
                    .with(
                            ran -> {},
                            failure ->
                                    LOG.warnf(
                                            "%s: the next run does what this left: %s",
                                            name, failure));
        }
    }

    /** Whether it was due, and this caller's; it is done then. */
    public Uni<Boolean> runIfDue() {
        return transactions
                .run(() -> chores.claim(name, every))
                .call(due -> due ? work.get() : Uni.createFrom().voidItem());
    }
}
