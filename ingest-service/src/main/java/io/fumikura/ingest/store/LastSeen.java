package io.fumikura.ingest.store;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What the database said when somebody last looked, for those who ask often. */
public final class LastSeen<T> {
    private static final Logger LOG = Logger.getLogger(LastSeen.class);

    private final Transactions transactions;
    private final Supplier<Uni<T>> read;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile T seen;

    /**
     * @param unseen what is said before anybody looked
     * @param read runs in a session
     */
    public LastSeen(Transactions transactions, T unseen, Supplier<Uni<T>> read) {
        this.transactions = transactions;
        this.seen = unseen;
        this.read = read;
    }

    public T seen() {
        return seen;
    }

    /** Returns at once; while the database is away what was seen last stays. */
    public void look() {
        if (looking.compareAndSet(false, true)) {
            transactions
                    .read(read)
                    .onTermination()
                    .invoke(() -> looking.set(false))
                    .subscribe()
                    .with(now -> seen = now, failure -> LOG.debugf("not looked: %s", failure));
        }
    }
}
