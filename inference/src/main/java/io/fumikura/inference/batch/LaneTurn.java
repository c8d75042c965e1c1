package io.fumikura.inference.batch;

import org.jspecify.annotations.Nullable;

/**
 * Decides whose turn it is. The interactive lane goes first, but while both lanes wait the bulk
 * lane gets its share of the computed tokens. The account starts anew when either lane has run
 * empty, so nobody saves up a right to block the other.
 */
final class LaneTurn {
    private final double bulkShare;
    private boolean bothWait;
    private long interactiveTokens;
    private long bulkTokens;

    LaneTurn(double bulkShare) {
        this.bulkShare = bulkShare;
    }

    /**
     * @param bulkHasPlace whether a bulk batch may run now
     */
    @Nullable Lane next(boolean interactiveWaits, boolean bulkWaits, boolean bulkHasPlace) {
        bothWait = interactiveWaits && bulkWaits;
        if (!bothWait) {
            interactiveTokens = 0;
            bulkTokens = 0;
            return interactiveWaits
                    ? Lane.INTERACTIVE
                    : bulkWaits && bulkHasPlace ? Lane.BULK : null;
        }
        boolean bulkIsShort = bulkTokens < bulkShare * (bulkTokens + interactiveTokens);
        return bulkIsShort && bulkHasPlace ? Lane.BULK : Lane.INTERACTIVE;
    }

    /** Counts only what was taken while both lanes waited. */
    void ran(Lane lane, int tokens) {
        if (!bothWait) {
            return;
        }
        switch (lane) {
            case INTERACTIVE -> interactiveTokens += tokens;
            case BULK -> bulkTokens += tokens;
        }
    }
}
