package io.fumikura.ocr;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asked between the steps of a page; throws when nobody wants the page any more. */
@FunctionalInterface
public interface Cancellation {
    /**
     * @throws OcrCancelled the caller has left or the time is over
     */
    void check();

    static Cancellation none() {
        return () -> {};
    }

    /** When the caller says so; the supplier is asked on the thread that reads the page. */
    static Cancellation when(BooleanSupplier cancelled) {
        return () -> {
            if (cancelled.getAsBoolean()) {
                throw new OcrCancelled("the caller has left");
            }
        };
    }

    /** From now on for so long. */
    static Cancellation after(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        return () -> {
            if (System.nanoTime() - end > 0) {
                throw new OcrCancelled(
                        "the page took longer than %d ms".formatted(limit.toMillis()));
            }
        };
    }

    default Cancellation and(Cancellation other) {
        return () -> {
            check();
            other.check();
        };
    }
}
