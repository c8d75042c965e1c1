package io.fumikura.access.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many event streams each caller has open in this process. For any thread. */
public final class OpenStreams {
    private final int most;
    private final ConcurrentHashMap<String, Integer> open = new ConcurrentHashMap<>();

    public OpenStreams(int most) {
        this.most = most;
    }

    /** Whether there was room for one more; if so, {@link #closed} has to follow once. */
    public boolean opened(String caller) {
        AtomicBoolean room = new AtomicBoolean();
        open.compute(
                caller,
                (key, now) -> {
                    int before = now == null ? 0 : now;
                    room.set(before < most);
                    return room.get() ? Integer.valueOf(before + 1) : now;
                });
        return room.get();
    }

    public void closed(String caller) {
        open.computeIfPresent(caller, (key, now) -> now == 1 ? null : now - 1);
    }
}
