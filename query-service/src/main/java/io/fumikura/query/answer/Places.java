package io.fumikura.query.answer;

import io.fumikura.contract.problem.ServiceException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How many answers are written at a time, and who waits for that. Callers take turns, whoever has
 * many answers waiting and whoever has one, and nobody may fill the queue alone; everyone is told
 * how many go first, whenever that changes. Safe for concurrent use; callers are called without a
 * lock, one after the other, so that what they were told last holds.
 */
public final class Places {
    private static final Logger LOG = Logger.getLogger(Places.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final int places;
    private final int mayWait;
    private final int mayWaitOfOne;
    private final Set<Caller> writing = new LinkedHashSet<>();
    private final FairQueue waiting = new FairQueue();
    private final Map<Caller, Integer> told = new HashMap<>();
    private final Queue<Runnable> news = new ArrayDeque<>();
    private boolean telling;

    /**
     * @param places answers at a time
     * @param mayWait more than so many are turned away
     * @param mayWaitOfOne and more than so many of one and the same caller
     */
    public Places(int places, int mayWait, int mayWaitOfOne) {
        this.places = places;
        this.mayWait = mayWait;
        this.mayWaitOfOne = mayWaitOfOne;
    }

    /** Someone who wants a place. */
    interface Caller {
        Owner owner();

        /** Not yet: so many, this one included, go first. */
        void waits(int position);

        /** Now. */
        void goes();
    }

    /** Whose answer it is: the name of a key or of a person, and their tenant. */
    record Owner(String tenant, String name) {}

    /** Fails with {@code overloaded} when too many wait already. */
    void enter(Caller caller) {
        synchronized (this) {
            if (writing.size() < places) {
                writing.add(caller);
                news.add(caller::goes);
            } else if (waiting.size() >= mayWait) {
                throw ServiceException.overloaded(
                        "the language model is writing %d answers and %d more wait, which is the limit"
                                .formatted(writing.size(), waiting.size()),
                        RETRY_AFTER);
            } else if (waiting.of(caller.owner()) >= mayWaitOfOne) {
                throw ServiceException.overloaded(
                        "%d answers of this caller wait for the language model, which is the limit for one"
                                .formatted(mayWaitOfOne),
                        RETRY_AFTER);
            } else {
                waiting.add(caller);
                tellPositions();
            }
        }
        tell();
    }

    /** Gives up the place, or the wait; may be called more than once. */
    void leave(Caller caller) {
        synchronized (this) {
            if (!writing.remove(caller) && !waiting.remove(caller)) {
                return;
            }
            while (writing.size() < places && waiting.size() > 0) {
                Caller next = waiting.next();
                writing.add(next);
                news.add(next::goes);
            }
            tellPositions();
        }
        tell();
    }

    /** Somebody new may go before those who have come earlier, so a position can grow, too. */
    private void tellPositions() {
        List<Caller> order = waiting.inOrder();
        told.keySet().retainAll(Set.copyOf(order));
        for (int i = 0; i < order.size(); i++) {
            Caller caller = order.get(i);
            int position = i + 1;
            Integer before = told.put(caller, position);
            if (before == null || before != position) {
                news.add(() -> caller.waits(position));
            }
        }
    }

    /**
     * By one thread at a time; another one, and a caller that comes back in here, leaves it to it.
     */
    private void tell() {
        synchronized (this) {
            if (telling) {
                return;
            }
            telling = true;
        }
        for (Runnable next = nextNews(); next != null; next = nextNews()) {
            try {
                next.run();
            } catch (RuntimeException e) {
                LOG.error("an answer was not told of its place", e);
            }
        }
    }

    private synchronized @Nullable Runnable nextNews() {
        Runnable next = news.poll();
        telling = next != null;
        return next;
    }

    public synchronized int waiting() {
        return waiting.size();
    }

    public synchronized int writing() {
        return writing.size();
    }
}
