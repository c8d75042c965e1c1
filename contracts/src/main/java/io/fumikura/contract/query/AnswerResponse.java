package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer and its sources.
 *
 * @param model the language model that wrote it; null for an extractive answer
 * @param citations the passages the answer cites, by number
 * @param degraded the parts that were down, for example {@code generation}
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AnswerResponse(
        String answer,
        AnswerKind kind,
        @Nullable String model,
        List<Citation> citations,
        Map<String, Double> timingsMs,
        List<String> degraded) {}
