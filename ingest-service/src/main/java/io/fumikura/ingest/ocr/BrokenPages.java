package io.fumikura.ingest.ocr;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often the service broke off over which picture. One that makes it fall down would else be
 * sent again for ever, and take every other document's time.
 */
final class BrokenPages {
    private static final int MOST_TIMES = 3;
    private static final int REMEMBERED = 256;

    private final Map<String, Integer> times = new LinkedHashMap<>();

    synchronized boolean knows(PagePng page) {
        return times.containsKey(page.sum());
    }

    /** Whether this was once too often. */
    synchronized boolean brokeOff(PagePng page) {
        String sum = page.sum();
        int now = 1 + times.getOrDefault(sum, 0);
        times.remove(sum);
        if (now >= MOST_TIMES) {
            return true;
        }
        times.put(sum, now);
        if (times.size() > REMEMBERED) {
            times.remove(times.keySet().iterator().next());
        }
        return false;
    }

    synchronized void answered(PagePng page) {
        times.remove(page.sum());
    }
}
