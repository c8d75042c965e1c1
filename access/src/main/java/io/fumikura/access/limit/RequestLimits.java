package io.fumikura.access.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Requests per minute for each caller: a full minute's worth may come at once, then as many as flow
 * back. In memory and for this process alone, so that no request waits for a store that all share:
 * with three replicas a caller may get up to three times as much. For any thread.
 */
public final class RequestLimits {
    /** Enough for all that call within a minute; a bucket that is thrown away starts full again. */
    private static final int MOST_CALLERS = 10_000;

    private final OptionalInt forAll;
    private final Map<Who, Bucket> buckets = new Recent();

    /**
     * @param forAll the limit of who has none of their own; empty: none
     */
    public RequestLimits(OptionalInt forAll) {
        this.forAll = forAll;
    }

    /**
     * @param perMinute the same for everybody; 0: none
     */
    public static RequestLimits of(int perMinute) {
        return new RequestLimits(perMinute > 0 ? OptionalInt.of(perMinute) : OptionalInt.empty());
    }

    /**
     * Takes one request of this caller's.
     *
     * @param own the caller's own limit, in place of that for all
     * @return empty when there was room, else how long until there is
     */
    public Optional<Duration> take(String tenant, String caller, OptionalInt own) {
        OptionalInt limit = own.isPresent() ? own : forAll;
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        ConsumptionProbe probe =
                bucket(new Who(tenant, caller, limit.getAsInt())).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket(Who who) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(who, RequestLimits::full);
        }
    }

    private static Bucket full(Who who) {
        Bandwidth bandwidth =
                Bandwidth.builder()
                        .capacity(who.perMinute())
                        .refillGreedy(who.perMinute(), Duration.ofMinutes(1))
                        .build();
        return Bucket.builder().addLimit(bandwidth).build();
    }

    /** With the limit, so that one that changes begins anew. */
    private record Who(String tenant, String caller, int perMinute) {}

    private static final class Recent extends LinkedHashMap<Who, Bucket> {
        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Who, Bucket> eldest) {
            return size() > MOST_CALLERS;
        }
    }
}
