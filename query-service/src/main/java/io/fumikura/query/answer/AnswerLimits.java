package io.fumikura.query.answer;

import io.fumikura.query.rerank.RelevanceFloor;
import java.time.Duration;

/**
 * What an answer may use.
 *
 * @param relevanceFloor below it the documents are said not to contain the answer
 * @param deadline how long an answer may take from question to last word
 * @param searchDeadline how much of it the search may use
 */
public record AnswerLimits(
        RelevanceFloor relevanceFloor, Duration deadline, Duration searchDeadline) {}
