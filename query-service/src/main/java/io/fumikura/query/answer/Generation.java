package io.fumikura.query.answer;

/** What a language model sends. */
public sealed interface Generation {
    /** The next piece of the text. */
    record Token(String text) implements Generation {}

    /** The text is complete, or was cut at the longest length allowed. */
    record Finished(Usage usage, boolean cut) implements Generation {
        /** The end of a text no model wrote. */
        public static final Finished WITHOUT_MODEL = new Finished(Usage.NONE, false);
    }

    /** Tokens as the model counted them. */
    record Usage(long promptTokens, long answerTokens) {
        public static final Usage NONE = new Usage(0, 0);
    }
}
