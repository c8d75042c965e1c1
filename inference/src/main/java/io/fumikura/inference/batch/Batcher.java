package io.fumikura.inference.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the inputs of many callers into batches and runs them, on threads of its own: one for each
 * batch that may be in flight.
 *
 * <p>There is no timer: an input that finds the model free starts at once, and batches form while
 * the model is busy. A call is admitted whole or refused whole. What a caller no longer waits for
 * (cancelled, out of time, or failed by another batch of the same call) leaves the queue at once. A
 * batch that fails takes down the calls in it and no others; only a lost device ends the batcher.
 */
public final class Batcher<I extends Sized, O> implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Batcher.class.getName());

    private final BatchFunction<I, O> model;
    private final BatchPolicy policy;
    private final BatchListener listener;
    private final List<Thread> threads;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Lanes<I, O> lanes;
    private boolean closed;
    private boolean lost;

    private Batcher(BatchFunction<I, O> model, BatchPolicy policy, BatchListener listener) {
        this.model = model;
        this.policy = policy;
        this.listener = listener;
        this.lanes = new Lanes<>(policy, System::nanoTime);
        this.threads = IntStream.range(0, policy.inFlight()).mapToObj(this::thread).toList();
    }

    private Thread thread(int number) {
        Thread thread = new Thread(this::work, "inference-" + number);
        thread.setDaemon(true);
        return thread;
    }

    public static <I extends Sized, O> Batcher<I, O> start(
            BatchFunction<I, O> model, BatchPolicy policy, BatchListener listener) {
        Batcher<I, O> batcher = new Batcher<>(model, policy, listener);
        batcher.threads.forEach(Thread::start);
        return batcher;
    }

    /** Tells how fast the model is, before it has computed a batch. */
    public void expect(int tokens, Duration took) {
        lock.lock();
        try {
            lanes.throughput().expect(tokens, took);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues a call. The future fails with {@link Overloaded} when the lane is full or would not
     * get to the call in its time, {@link java.util.concurrent.TimeoutException} when the time is
     * over, {@link ModelFailure} when the model failed and {@link ShuttingDown} after {@link
     * #close}. Cancelling it frees its place.
     *
     * @throws IllegalArgumentException an input is empty or longer than a batch may be
     */
    public CompletableFuture<BatchResult<O>> submit(Lane lane, List<I> inputs, Duration timeout) {
        for (I input : inputs) {
            if (input.tokens() < 1 || input.tokens() > policy.maxBatchTokens()) {
                throw new IllegalArgumentException(
                        "an input has %d tokens, allowed are 1 to %d"
                                .formatted(input.tokens(), policy.maxBatchTokens()));
            }
        }
        Call<I, O> call = new Call<>(inputs);
        if (inputs.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new BatchResult<>(List.of(), new BatchTimings(Duration.ZERO, Duration.ZERO)));
        }
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new ShuttingDown());
            }
            Overloaded refusal = lanes.add(lane, call, timeout);
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
        call.future.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return forgetWhenGone(lane, call);
    }

    private CompletableFuture<BatchResult<O>> forgetWhenGone(Lane lane, Call<I, O> call) {
        var unused =
                call.future.whenComplete(
                        (result, failure) -> {
                            if (failure != null) {
                                forget(lane, call);
                            }
                        });
        return call.future;
    }

    private void forget(Lane lane, Call<I, O> call) {
        lock.lock();
        try {
            lanes.queue(lane).forget(call);
        } finally {
            lock.unlock();
        }
    }

    /** Tokens that wait in a lane, not counting the batches that are being computed. */
    public long queuedTokens(Lane lane) {
        lock.lock();
        try {
            return lanes.queue(lane).tokens();
        } finally {
            lock.unlock();
        }
    }

    /** Inputs that wait in a lane. */
    public int queuedInputs(Lane lane) {
        lock.lock();
        try {
            return lanes.queue(lane).size();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (Batch<I, O> batch = next(); batch != null; batch = next()) {
            run(batch);
        }
    }

    /** Waits for work; null when closed and drained. */
    private @Nullable Batch<I, O> next() {
        lock.lock();
        try {
            while (!lost) {
                Batch<I, O> batch = lanes.take();
                if (batch != null) {
                    if (lanes.somethingWaits()) {
                        changed.signal();
                    }
                    return batch;
                }
                if (closed && !lanes.somethingWaits()) {
                    return null;
                }
                // Without bulk work that has to wait for its place there is no time to wake up at.
                long unused = changed.awaitNanos(lanes.nanosToPlace());
            }
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException("only close() ends this thread", e);
        } finally {
            lock.unlock();
        }
    }

    // A batch must not take the thread down, whatever the native library throws.
    @SuppressWarnings("CatchingUnchecked")
    private void run(Batch<I, O> batch) {
        long start = System.nanoTime();
        List<O> outputs = new ArrayList<>();
        Throwable failure = null;
        try {
            outputs.addAll(model.run(batch.inputs()));
            if (outputs.size() != batch.items().size()) {
                failure = new IllegalStateException("the model gave the wrong number of outputs");
            }
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            failure = e;
        }
        long took = ran(batch, start, failure != null);
        if (failure == null) {
            batch.complete(outputs, start, took);
        } else {
            LOG.log(System.Logger.Level.ERROR, "a batch failed", failure);
            batch.fail(
                    failure instanceof ModelFailure known
                            ? known
                            : new ModelFailure("the model failed on this batch", failure));
        }
        tell(batch, Duration.ofNanos(took), failure != null);
        if (failure instanceof DeviceLost reason) {
            stop(reason);
        }
    }

    /** Returns how long the batch took, in nanoseconds. */
    private long ran(Batch<I, O> batch, long start, boolean failed) {
        lock.lock();
        try {
            long end = System.nanoTime();
            lanes.ran(batch, start, end, failed);
            return end - start;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing can be computed any more: whoever waits is told now, and the listener last. */
    private void stop(DeviceLost reason) {
        lock.lock();
        try {
            if (lost) {
                return;
            }
            lost = true;
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        failTheRest(reason);
        listener.deviceLost(reason);
    }

    private void tell(Batch<I, O> batch, Duration took, boolean failed) {
        try {
            listener.ran(
                    new BatchListener.Batched(
                            batch.lane(),
                            batch.items().size(),
                            batch.tokens(),
                            batch.paddedTokens(),
                            took,
                            failed));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the batch listener failed", e);
        }
    }

    /**
     * Refuses new calls and computes what was admitted, for as long as the policy allows; what is
     * left then fails with {@link ShuttingDown}. Returns when no batch is running any more.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        long deadline = System.nanoTime() + policy.drainTimeout().toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(
                        Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
            failTheRest(new ShuttingDown());
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failTheRest(RuntimeException reason) {
        List<Call<I, O>> left;
        lock.lock();
        try {
            left = lanes.calls();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(call -> call.future.completeExceptionally(reason));
    }
}
