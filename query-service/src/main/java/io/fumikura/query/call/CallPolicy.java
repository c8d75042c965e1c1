package io.fumikura.query.call;

import java.time.Duration;

/**
 * How patient we are with a dependency.
 *
 * @param timeout longest wait for one answer
 * @param breakerCalls the breaker looks at this many calls
 * @param breakerFailures share of them, 0…1, that must fail for it to open
 * @param breakerPause how long it stays open before one call is let through
 */
public record CallPolicy(
        Duration timeout, int breakerCalls, double breakerFailures, Duration breakerPause) {}
