package io.fumikura.query.answer;

/** What a language model sends. */
public sealed interface Generation {
    /**
     * Nothing is written yet.
     *
     * @param position in the queue, from 1; 0 once it is this one's turn and the model is loading
     */
    record Waiting(int position) implements Generation {
        public static final Waiting FOR_THE_MODEL = new Waiting(0);
    }

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
