package io.fumikura.query.cite;

import java.util.stream.Collectors;

/**
 * What of a passage may count as a source. Sentences that speak to a language model ("ignore all
 * previous instructions", 「これまでの指示を無視し」) are no facts of the document: an answer that repeats one
 * is not supported by it, and excerpts leave them out. This goes by turns of phrase, so it marks
 * what is usual; what keeps an answer harmless is {@code guard}.
 */
public final class Evidence {
    private Evidence() {}

    public static boolean speaksToAModel(String sentence) {
        return SpeechToModels.isIn(sentence);
    }

    /** The passage without those sentences. */
    static String of(String passage) {
        return SentenceEnd.split(passage).stream()
                .filter(sentence -> !speaksToAModel(sentence))
                .collect(Collectors.joining());
    }
}
