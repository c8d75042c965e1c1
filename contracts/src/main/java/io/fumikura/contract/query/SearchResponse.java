package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/**
 * What was found and what it cost.
 *
 * @param mode how candidates were really found: {@code lexical} when embedding was not available
 * @param candidates how many passages retrieval gave before the cut
 * @param timingsMs milliseconds of each stage that ran ({@code embedding}, {@code retrieval},
 *     {@code rerank}) and of all of it ({@code total})
 * @param degraded the parts that were down, for example {@code rerank}; empty when all was well
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SearchResponse(
        List<Hit> hits,
        SearchMode mode,
        int candidates,
        Map<String, Double> timingsMs,
        List<String> degraded) {}
