package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer and its sources.
 *
 * @param model the language model that wrote it; null for an extractive answer
 * @param generationError why no language model wrote it, in words for users; null where one did,
 *     and where nothing was found
 * @param standaloneQuery what was searched and answered, where the question only makes sense after
 *     an earlier one
 * @param citations the passages the answer cites, by number
 * @param sentences the answer sentence by sentence, each with whether its citations support it;
 *     empty where nothing was found
 * @param degraded the parts that were down, for example {@code generation}
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AnswerResponse(
        String answer,
        AnswerKind kind,
        @Nullable String model,
        @Nullable String generationError,
        @Nullable String standaloneQuery,
        List<Citation> citations,
        List<AnswerSentence> sentences,
        Map<String, Double> timingsMs,
        List<String> degraded) {

    public AnswerResponse {
        // Absent in what older services wrote.
        sentences = sentences == null ? List.of() : List.copyOf(sentences);
    }

    public AnswerResponse by(String languageModel) {
        return with(languageModel, generationError, standaloneQuery);
    }

    public AnswerResponse instead(String reason) {
        return with(model, reason, standaloneQuery);
    }

    public AnswerResponse to(String standalone) {
        return with(model, generationError, standalone);
    }

    /** The same without a part that is not there. */
    public AnswerResponse without(String part) {
        List<String> missing = new ArrayList<>(degraded);
        missing.add(part);
        return new AnswerResponse(
                answer,
                kind,
                model,
                generationError,
                standaloneQuery,
                citations,
                sentences,
                timingsMs,
                List.copyOf(missing));
    }

    private AnswerResponse with(
            @Nullable String by, @Nullable String error, @Nullable String standalone) {
        return new AnswerResponse(
                answer, kind, by, error, standalone, citations, sentences, timingsMs, degraded);
    }
}
