package io.fumikura.query.answer;

import java.time.Duration;

/**
 * What an answer may use.
 *
 * @param minRelevance sigmoid of the best passage's logit below which the documents are said not to
 *     contain the answer, 0…1
 * @param deadline how long an answer may take from question to last word
 * @param searchDeadline how much of it the search may use
 */
public record AnswerLimits(double minRelevance, Duration deadline, Duration searchDeadline) {

    boolean tooFar(double bestLogit) {
        return 1 / (1 + Math.exp(-bestLogit)) < minRelevance;
    }
}
