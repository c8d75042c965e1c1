package io.fumikura.query.answer;

import io.fumikura.contract.problem.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How many answers are written at a time, and who waits for that: first come, first served, and
 * everyone is told when they move up. Safe for concurrent use; callers are called without a lock.
 */
public final class Places {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final int places;
    private final int mayWait;
    private final Set<Caller> writing = new LinkedHashSet<>();
    private final Set<Caller> waiting = new LinkedHashSet<>();

    /**
     * @param places answers at a time
     * @param mayWait more than so many are turned away
     */
    public Places(int places, int mayWait) {
        this.places = places;
        this.mayWait = mayWait;
    }

    /** Someone who wants a place. */
    interface Caller {
        /** Not yet: so many, this one included, go first. */
        void waits(int position);

        /** Now. */
        void goes();
    }

    /** Fails with {@code overloaded} when too many wait already. */
    void enter(Caller caller) {
        Runnable news;
        synchronized (this) {
            if (writing.size() < places) {
                writing.add(caller);
                news = caller::goes;
            } else if (waiting.size() < mayWait) {
                waiting.add(caller);
                int position = waiting.size();
                news = () -> caller.waits(position);
            } else {
                throw ServiceException.overloaded(
                        "the language model is writing %d answers and %d more wait, which is the limit"
                                .formatted(writing.size(), waiting.size()),
                        RETRY_AFTER);
            }
        }
        news.run();
    }

    /** Gives up the place, or the wait; may be called more than once. */
    void leave(Caller caller) {
        List<Runnable> news = new ArrayList<>();
        synchronized (this) {
            if (!writing.remove(caller) && !waiting.remove(caller)) {
                return;
            }
            while (writing.size() < places && !waiting.isEmpty()) {
                Caller next = waiting.iterator().next();
                waiting.remove(next);
                writing.add(next);
                news.add(next::goes);
            }
            int position = 0;
            for (Caller still : waiting) {
                int moved = ++position;
                news.add(() -> still.waits(moved));
            }
        }
        news.forEach(Runnable::run);
    }

    public synchronized int waiting() {
        return waiting.size();
    }

    public synchronized int writing() {
        return writing.size();
    }
}
