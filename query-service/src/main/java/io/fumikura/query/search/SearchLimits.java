package io.fumikura.query.search;

import java.time.Duration;

/**
 * How much a search looks at.
 *
 * @param tenant whose documents are searched
 * @param candidates passages retrieval gives, at least
 * @param deadline how long one search may take
 */
public record SearchLimits(String tenant, int candidates, Duration deadline) {}
