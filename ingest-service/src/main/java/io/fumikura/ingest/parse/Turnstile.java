package io.fumikura.ingest.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * So many at a time; whoever comes later waits, without a thread, and is let in in the order of
 * coming. How many wait is bounded by whoever asks: a document has one step at a time.
 */
final class Turnstile {
    private final Deque<Consumer<Turn>> waiting = new ArrayDeque<>();
    private int free;

    Turnstile(int together) {
        this.free = together;
    }

    /** To be ended once whoever has it is done; ending it again does nothing. */
    interface Turn {
        void end();
    }

    /** On the calling thread, or on that of whoever makes room. */
    void take(Consumer<Turn> work) {
        synchronized (waiting) {
            if (free == 0) {
                waiting.add(work);
                return;
            }
            free--;
        }
        begin(work);
    }

    private void begin(Consumer<Turn> work) {
        AtomicBoolean ended = new AtomicBoolean();
        work.accept(
                () -> {
                    if (ended.compareAndSet(false, true)) {
                        next();
                    }
                });
    }

    private void next() {
        Consumer<Turn> work;
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                free++;
                return;
            }
            work = waiting.remove();
        }
        begin(work);
    }
}
