package io.fumikura.inference.batch;

import io.fumikura.inference.batch.Call.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts the inputs of many callers into batches and runs them on one thread of its own.
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
    private final Throughput throughput = new Throughput();
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Lane, LaneQueue<I, O>> queues = new EnumMap<>(Lane.class);
    private final LaneTurn turn;
    private boolean closed;

    private Batcher(BatchFunction<I, O> model, BatchPolicy policy, BatchListener listener) {
        this.model = model;
        this.policy = policy;
        this.listener = listener;
        this.turn = new LaneTurn(policy.bulkShare());
        for (Lane lane : Lane.values()) {
            queues.put(lane, new LaneQueue<>(policy));
        }
        this.thread = new Thread(this::work, "inference");
        thread.setDaemon(true);
    }

    public static <I extends Sized, O> Batcher<I, O> start(
            BatchFunction<I, O> model, BatchPolicy policy, BatchListener listener) {
        Batcher<I, O> batcher = new Batcher<>(model, policy, listener);
        batcher.thread.start();
        return batcher;
    }

    /**
     * Queues a call. The future fails with {@link Overloaded} when the lane is full, {@link
     * java.util.concurrent.TimeoutException} when the time is over, {@link ModelFailure} when the
     * model failed and {@link ShuttingDown} after {@link #close}. Cancelling it frees its place.
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
            LaneQueue<I, O> queue = queue(lane);
            if (!queue.admits(call)) {
                return CompletableFuture.failedFuture(overloaded(lane, queue.tokens()));
            }
            queue.add(call);
            changed.signalAll();
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
            queue(lane).forget(call);
        } finally {
            lock.unlock();
        }
    }

    private Overloaded overloaded(Lane lane, long queued) {
        return new Overloaded(
                "%d tokens wait in the %s lane, the limit is %d"
                        .formatted(queued, lane.wireName(), policy.maxQueuedTokens()),
                throughput.timeFor(queued));
    }

    /** Tokens that wait in a lane, not counting the batch that is being computed. */
    public long queuedTokens(Lane lane) {
        lock.lock();
        try {
            return queue(lane).tokens();
        } finally {
            lock.unlock();
        }
    }

    /** Inputs that wait in a lane. */
    public int queuedInputs(Lane lane) {
        lock.lock();
        try {
            return queue(lane).size();
        } finally {
            lock.unlock();
        }
    }

    private LaneQueue<I, O> queue(Lane lane) {
        LaneQueue<I, O> queue = queues.get(lane);
        if (queue == null) {
            throw new IllegalStateException("every lane has a queue");
        }
        return queue;
    }

    private void work() {
        for (Batch<I, O> batch = next(); batch != null; batch = next()) {
            run(batch);
        }
    }

    private record Batch<I extends Sized, O>(Lane lane, List<Item<I, O>> items) {
        int tokens() {
            return items.stream().mapToInt(Item::tokens).sum();
        }

        int paddedTokens() {
            return items.size() * items.stream().mapToInt(Item::tokens).max().orElse(0);
        }

        List<I> inputs() {
            return items.stream().map(Item::input).toList();
        }

        Set<Call<I, O>> calls() {
            Set<Call<I, O>> calls = new LinkedHashSet<>();
            items.forEach(item -> calls.add(item.call()));
            return calls;
        }
    }

    /** Waits for work; null when closed and drained. */
    private @Nullable Batch<I, O> next() {
        lock.lock();
        try {
            while (true) {
                Lane lane =
                        turn.next(!queue(Lane.INTERACTIVE).isEmpty(), !queue(Lane.BULK).isEmpty());
                if (lane != null) {
                    Batch<I, O> batch = new Batch<>(lane, queue(lane).take());
                    turn.ran(lane, batch.paddedTokens());
                    return batch;
                }
                if (closed) {
                    return null;
                }
                changed.awaitUninterruptibly();
            }
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
        long took = System.nanoTime() - start;
        if (failure == null) {
            throughput.measured(batch.tokens(), Duration.ofNanos(took));
            complete(batch, outputs, start, took);
        } else {
            LOG.log(System.Logger.Level.ERROR, "a batch failed", failure);
            ModelFailure reason =
                    failure instanceof ModelFailure known
                            ? known
                            : new ModelFailure("the model failed on this batch", failure);
            batch.calls().forEach(call -> call.future.completeExceptionally(reason));
        }
        tell(batch, Duration.ofNanos(took), failure != null);
        if (failure instanceof DeviceLost lost) {
            stop(lost);
        }
    }

    /** Nothing can be computed any more: whoever waits is told now, and the listener last. */
    private void stop(DeviceLost reason) {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        failTheRest(reason);
        listener.deviceLost(reason);
    }

    private void complete(Batch<I, O> batch, List<O> outputs, long start, long took) {
        batch.calls().forEach(call -> call.takesPart(start, took));
        for (int i = 0; i < outputs.size(); i++) {
            Item<I, O> item = batch.items().get(i);
            item.call().computed(item.index(), outputs.get(i));
        }
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
        try {
            thread.join(Math.max(1, policy.drainTimeout().toMillis()));
            failTheRest(new ShuttingDown());
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failTheRest(RuntimeException reason) {
        List<Call<I, O>> left = new ArrayList<>();
        lock.lock();
        try {
            queues.values().forEach(queue -> left.addAll(queue.calls()));
        } finally {
            lock.unlock();
        }
        left.forEach(call -> call.future.completeExceptionally(reason));
    }
}
