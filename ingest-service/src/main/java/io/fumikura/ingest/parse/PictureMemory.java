package io.fumikura.ingest.parse;

import java.util.concurrent.Semaphore;

/**
 * Memory for pictures of pages, of all that are read and drawn at once in this process. Whoever
 * needs some takes all of it at the start and waits for it, in the order of coming: nobody waits
 * for more while others wait for what they have.
 */
public final class PictureMemory {
    /** The other half is for all that is no picture: see {@link ParseLimits#DEFAULT}. */
    private static final int SHARE_OF_THE_HEAP = 2;

    private static final int UNIT = 1 << 10;

    /** Of this process's heap. */
    public static final PictureMemory OF_HEAP =
            new PictureMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP);

    private final int units;
    private final Semaphore free;

    public PictureMemory(long bytes) {
        this.units = units(bytes);
        this.free = new Semaphore(units, true);
    }

    /** The most that can be taken. */
    public long bytes() {
        return (long) units * UNIT;
    }

    private static int units(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, (bytes + UNIT - 1) / UNIT));
    }

    /** What is done with pictures. */
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /** Memory that was taken. */
    interface Share {
        void giveBack();
    }

    /** Has so much for as long as the work goes on; waits as {@link #take} does. */
    public <T, E extends Exception> T during(long bytes, ParseBudget budget, Work<T, E> work)
            throws E {
        Share share = take(bytes, budget);
        try {
            return work.run();
        } finally {
            share.giveBack();
        }
    }

    /**
     * Waits until there is so much; where there is never so much, until nobody else has any.
     *
     * @param budget whose clock stands still meanwhile
     * @throws io.fumikura.contract.problem.ServiceException the thread was told to stop
     */
    Share take(long bytes, ParseBudget budget) {
        int wanted = Math.min(units, units(bytes));
        budget.waiting(() -> acquire(wanted));
        return () -> free.release(wanted);
    }

    private boolean acquire(int wanted) {
        try {
            free.acquire(wanted);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
