package io.fumikura.ocr.recognise;

import java.util.List;
import java.util.Optional;

/**
 * Notices when a model that writes character after character has begun to repeat itself: the end of
 * its reading is one piece again and again, and longer than the picture has room for.
 */
public final class RepetitionGuard {
    private static final int LONGEST_PERIOD = 8;
    private static final String LEADERS = "…・．.‥―─ー_＿=＝*＊0";

    private RepetitionGuard() {}

    /**
     * How a reading ends.
     *
     * @param period characters that repeat
     * @param repeats how often
     */
    public record Tail(int period, int repeats) {}

    /**
     * @param length of the picture along the line, in any unit
     * @param thickness of the picture across it, in the same unit
     */
    public static Optional<Tail> find(List<String> characters, double length, double thickness) {
        int n = characters.size();
        if (n <= 1.6 * length / thickness + 4) {
            return Optional.empty();
        }
        boolean leader = LEADERS.contains(characters.get(n - 1));
        for (int period = 1; period <= LONGEST_PERIOD; period++) {
            if (leader && repeats(characters, 1) >= period) {
                continue;
            }
            int repeats = repeats(characters, period);
            int fewest = period == 1 ? 8 : period <= 3 ? 4 : 3;
            if (repeats >= fewest && !(period == 1 && LEADERS.contains(characters.get(n - 1)))) {
                return Optional.of(new Tail(period, repeats));
            }
        }
        return Optional.empty();
    }

    private static int repeats(List<String> characters, int period) {
        int n = characters.size();
        int matching = 0;
        while (matching < n - period
                && characters
                        .get(n - 1 - matching)
                        .equals(characters.get(n - 1 - matching - period))) {
            matching++;
        }
        return n < period ? 0 : 1 + matching / period;
    }

    /** How many characters are left when one period is kept. */
    public static int kept(int characters, Tail tail) {
        return characters - tail.period() * (tail.repeats() - 1);
    }
}
