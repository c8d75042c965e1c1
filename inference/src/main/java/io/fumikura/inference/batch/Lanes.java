package io.fumikura.inference.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits and what runs, and which batch comes next. Guarded by the batcher's lock.
 *
 * <p>Where several batches run at once, one place is kept from the bulk lane while queries are
 * coming: a query then starts beside a bulk batch and not behind it. Without queries the bulk lane
 * has all places.
 */
final class Lanes<I extends Sized, O> {
    /** So long after the last interactive call its place is still kept. */
    static final Duration KEPT = Duration.ofSeconds(2);

    private final BatchPolicy policy;
    private final LongSupplier clock;
    private final Throughput throughput = new Throughput();
    private final Map<Lane, LaneQueue<I, O>> queues = new EnumMap<>(Lane.class);
    private final LaneTurn turn;
    private int bulkRunning;
    private @Nullable Long lastInteractive;

    /**
     * @param clock nanoseconds that only grow
     */
    Lanes(BatchPolicy policy, LongSupplier clock) {
        this.policy = policy;
        this.clock = clock;
        this.turn = new LaneTurn(policy.bulkShare());
        for (Lane lane : Lane.values()) {
            queues.put(lane, new LaneQueue<>(policy));
        }
    }

    Throughput throughput() {
        return throughput;
    }

    LaneQueue<I, O> queue(Lane lane) {
        LaneQueue<I, O> queue = queues.get(lane);
        if (queue == null) {
            throw new IllegalStateException("every lane has a queue");
        }
        return queue;
    }

    /**
     * Takes a call, or says why not: its lane is full, or so much waits there that half of the
     * call's time would be over before its turn. The other half is for what cannot be known, the
     * other lane above all.
     *
     * @return null: taken
     */
    @Nullable Overloaded add(Lane lane, Call<I, O> call, Duration timeout) {
        LaneQueue<I, O> queue = queue(lane);
        long queued = queue.tokens();
        if (!queue.isEmpty()) {
            if (queued + call.tokens > policy.maxQueuedTokens()) {
                return new Overloaded(
                        "%d tokens wait in the %s lane, the limit is %d"
                                .formatted(queued, lane.wireName(), policy.maxQueuedTokens()),
                        throughput.timeFor(queued));
            }
            if (throughput.takesLonger(queued + call.tokens, timeout.dividedBy(2))) {
                return new Overloaded(
                        "%d tokens wait in the %s lane, more than can be computed in the time of this call"
                                .formatted(queued, lane.wireName()),
                        throughput.timeFor(queued));
            }
        }
        queue.add(call);
        if (lane == Lane.INTERACTIVE) {
            lastInteractive = clock.getAsLong();
        }
        return null;
    }

    /** Takes what is to be run now; null when nothing waits, or what waits has no place. */
    @Nullable Batch<I, O> take() {
        Lane lane =
                turn.next(
                        !queue(Lane.INTERACTIVE).isEmpty(),
                        !queue(Lane.BULK).isEmpty(),
                        bulkHasPlace());
        if (lane == null) {
            return null;
        }
        Batch<I, O> batch = new Batch<>(lane, queue(lane).take(batchTokens()));
        turn.ran(lane, batch.paddedTokens());
        if (lane == Lane.BULK) {
            bulkRunning++;
        }
        return batch;
    }

    void ran(Batch<I, O> batch, long startNanos, long endNanos, boolean failed) {
        if (batch.lane() == Lane.BULK) {
            bulkRunning--;
        }
        if (!failed) {
            throughput.measured(batch.tokens(), startNanos, endNanos);
        }
    }

    /** Until bulk work that has no place now gets one without anything else happening; or never. */
    long nanosToPlace() {
        return queue(Lane.BULK).isEmpty() || lastInteractive == null || bulkHasPlace()
                ? Long.MAX_VALUE
                : Math.max(1, lastInteractive + KEPT.toNanos() - clock.getAsLong());
    }

    private boolean bulkHasPlace() {
        int kept = policy.inFlight() > 1 && queriesAreComing() ? 1 : 0;
        return bulkRunning < policy.inFlight() - kept;
    }

    private boolean queriesAreComing() {
        return lastInteractive != null && clock.getAsLong() - lastInteractive < KEPT.toNanos();
    }

    /** Batches that run at once share what is computed in a second. */
    private int batchTokens() {
        long inTime = throughput.tokensIn(policy.maxBatchTime()) / policy.inFlight();
        return (int) Math.min(policy.maxBatchTokens(), Math.max(1, inTime));
    }

    boolean somethingWaits() {
        return queues.values().stream().anyMatch(queue -> !queue.isEmpty());
    }

    /** Calls of which something waits. */
    List<Call<I, O>> calls() {
        List<Call<I, O>> calls = new ArrayList<>();
        queues.values().forEach(queue -> calls.addAll(queue.calls()));
        return calls;
    }
}
