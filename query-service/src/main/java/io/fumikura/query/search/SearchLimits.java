package io.fumikura.query.search;

import java.time.Duration;

/**
 * How much a search looks at.
 *
 * @param candidates passages retrieval gives, at least
 * @param deadline how long one search may take
 */
public record SearchLimits(int candidates, Duration deadline) {}
