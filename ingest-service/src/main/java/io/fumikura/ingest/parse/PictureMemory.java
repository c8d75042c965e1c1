package io.fumikura.ingest.parse;

import io.fumikura.contract.problem.ServiceException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Memory for pictures of pages, of all that are read and drawn at once in this process. Whoever
 * needs some takes all of it at the start and waits for it, in the order of coming: nobody waits
 * for more while others wait for what they have.
 *
 * <p>What a thread has that hangs is given to others when its step has long been given up, or one
 * page nobody can draw would be the last that is read. It may still be in use then; the half of the
 * heap that is no picture's has to bear that.
 */
public final class PictureMemory {
    /** The other half is for all that is no picture: see {@link ParseLimits#DEFAULT}. */
    private static final int SHARE_OF_THE_HEAP = 2;

    /** Of the time of a step, after which its clock gives it up. */
    private static final int LONGEST_STEPS = 2;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /** Of this process's heap. */
    public static final PictureMemory OF_HEAP =
            new PictureMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);

    private final long bytes;

    /** Guards all below. */
    private final Object lock = new Object();

    private final Deque<Object> waiting = new ArrayDeque<>();
    private final List<Share> taken = new ArrayList<>();
    private long free;

    public PictureMemory(long bytes) {
        this.bytes = bytes;
        this.free = bytes;
    }

    /** The most that can be taken. */
    public long bytes() {
        return bytes;
    }

    /** What is done with pictures. */
    public interface Work<T, E extends Exception> {
        T run(Share share) throws E;
    }

    /** Memory that was taken. */
    public final class Share {
        private final long due;
        private long held;

        private Share(long held, long due) {
            this.held = held;
            this.due = due;
        }

        /** Gives back all but so much. */
        public void keepOnly(long bytes) {
            synchronized (lock) {
                long kept = Math.min(held, bytes);
                free += held - kept;
                held = kept;
                if (held == 0) {
                    taken.remove(this);
                }
                lock.notifyAll();
            }
        }

        /** Doing so again, or after it was given to others, does nothing. */
        void giveBack() {
            keepOnly(0);
        }
    }

    /** Has so much for as long as the work goes on; waits as {@link #take} does. */
    public <T, E extends Exception> T during(long bytes, ParseBudget budget, Work<T, E> work)
            throws E {
        Share share = take(bytes, budget);
        try {
            return work.run(share);
        } finally {
            share.giveBack();
        }
    }

    /**
     * Waits until there is so much; where there is never so much, until nobody else has any.
     *
     * @param budget whose clock stands still meanwhile
     * @throws ServiceException the thread was told to stop, or waited as long as a whole document
     *     may take
     */
    Share take(long bytes, ParseBudget budget) {
        long wanted = Math.min(this.bytes, Math.max(1, bytes));
        return budget.waiting(() -> come(wanted, budget.limits()));
    }

    private Share come(long wanted, ParseLimits limits) throws InterruptedException {
        long begun = System.nanoTime();
        Object place = new Object();
        synchronized (lock) {
            waiting.add(place);
            try {
                while (waiting.peek() != place || free < wanted) {
                    long now = System.nanoTime();
                    long left = limits.timeout().toNanos() - (now - begun);
                    if (left <= 0) {
                        throw ServiceException.overloaded(
                                "Other documents' pictures take all the memory there is for them",
                                RETRY_AFTER);
                    }
                    long next = Math.min(left, nextDue(now));
                    if (next > 0) {
                        TimeUnit.NANOSECONDS.timedWait(lock, next);
                    } else {
                        takeFromThoseThatHang(now);
                    }
                }
                Share share =
                        new Share(
                                wanted,
                                System.nanoTime() + LONGEST_STEPS * limits.step().toNanos());
                free -= wanted;
                taken.add(share);
                return share;
            } finally {
                waiting.remove(place);
                lock.notifyAll();
            }
        }
    }

    private long nextDue(long now) {
        return taken.stream().mapToLong(share -> share.due - now).min().orElse(Long.MAX_VALUE);
    }

    private void takeFromThoseThatHang(long now) {
        taken.stream().filter(share -> share.due - now <= 0).toList().forEach(Share::giveBack);
    }
}
