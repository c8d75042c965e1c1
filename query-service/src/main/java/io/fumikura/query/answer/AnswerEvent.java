package io.fumikura.query.answer;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.AnswerSentence;
import io.fumikura.contract.query.Citation;
import io.fumikura.contract.query.SearchResponse;
import java.util.List;

/**
 * One step of an answer as it comes about: one {@link Retrieval}, {@link Waiting} where there is a
 * wait, any number of {@link Token}s, then {@link Cited} and {@link Done}, or {@link Failed} in
 * their place.
 */
public sealed interface AnswerEvent {
    /** What was found for the question. */
    record Retrieval(SearchResponse search) implements AnswerEvent {}

    /**
     * The language model is not writing yet.
     *
     * @param position in the queue, from 1; 0 while the model is loading
     */
    record Waiting(int position) implements AnswerEvent {}

    /** The next piece of the answer. */
    record Token(String text) implements AnswerEvent {}

    /** The passages the answer cites, and what each of its sentences has from them. */
    record Cited(List<Citation> citations, List<AnswerSentence> sentences) implements AnswerEvent {}

    /** The whole answer. */
    record Done(AnswerResponse answer, Generation.Usage usage, boolean cut)
            implements AnswerEvent {}

    /**
     * The language model broke off in the middle of a sentence.
     *
     * @param instead the extractive answer, for a reader who has not seen the pieces
     */
    record Failed(ServiceException reason, AnswerResponse instead) implements AnswerEvent {}
}
