package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;

/**
 * Where a {@code [n]} in the answer points.
 *
 * @param number the n
 * @param page 1-based
 * @param firstLine 1-based, inclusive, as is {@code lastLine}
 * @param text the passage itself
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Citation(
        int number,
        UUID documentId,
        String title,
        int page,
        int firstLine,
        int lastLine,
        String text,
        double score) {}
