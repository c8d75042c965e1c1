package io.fumikura.ingest.chunk;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Knows how long texts are for the embedding model. */
public interface TokenCounter {

    /**
     * Fails while nobody can tell; a length is never guessed.
     *
     * @param texts none of them blank, none longer than a few thousand characters
     */
    CompletionStage<Counts> count(List<String> texts);

    /**
     * @param tokens of each text, in order
     * @param maxTokens the longest text the model reads whole
     */
    record Counts(List<Integer> tokens, int maxTokens) {
        public Counts {
            tokens = List.copyOf(tokens);
        }
    }
}
