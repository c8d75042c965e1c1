package io.fumikura.ingest.store;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** What the database said when somebody last looked, for those who ask often. */
public final class LastSeen<T> {
    private static final Logger LOG = Logger.getLogger(LastSeen.class);

    private final Supplier<Uni<T>> read;
    private final UnaryOperator<T> whileAway;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile T seen;

    /**
     * @param unseen what is said before anybody looked
     * @param whileAway what becomes of what was seen last when the database does not answer
     */
    public LastSeen(T unseen, Supplier<Uni<T>> read, UnaryOperator<T> whileAway) {
        this.seen = unseen;
        this.read = read;
        this.whileAway = whileAway;
    }

    public T seen() {
        return seen;
    }

    /** Returns at once. */
    public void look() {
        if (looking.compareAndSet(false, true)) {
            read.get()
                    .onTermination()
                    .invoke(() -> looking.set(false))
                    .subscribe()
                    .with(now -> seen = now, this::notSeen);
        }
    }

    private void notSeen(Throwable failure) {
        seen = whileAway.apply(seen);
        LOG.debugf("not looked: %s", failure);
    }
}
