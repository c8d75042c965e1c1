package io.fumikura.ingest.outbox;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** A step that is done again as long as it finds something to do; never twice at once. */
final class Repeated {
    private static final Logger LOG = Logger.getLogger(Repeated.class);

    private final Supplier<Uni<Integer>> step;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param step says how much it did
     */
    Repeated(Supplier<Uni<Integer>> step) {
        this.step = step;
    }

    /** Returns at once. */
    void wake() {
        wakes.incrementAndGet();
        startUnlessRunning();
    }

    /** No step is begun after this. */
    void stop() {
        closed = true;
    }

    private void startUnlessRunning() {
        if (!closed && running.compareAndSet(false, true)) {
            run();
        }
    }

    private void run() {
        int seen = wakes.get();
        Uni.createFrom()
                .deferred(step::get)
                .subscribe()
                .with(done -> after(done, seen), this::afterFailure);
    }

    private void after(int done, int seen) {
        if (done > 0 && !closed) {
            run();
            return;
        }
        running.set(false);
        // Somebody may have committed rows and called wake() while this step was looking.
        if (wakes.get() != seen) {
            startUnlessRunning();
        }
    }

    private void afterFailure(Throwable failure) {
        running.set(false);
        if (!closed) {
            LOG.warnf("the outbox could not be sent, the next sweep tries again: %s", failure);
        }
    }
}
