package io.fumikura.index;

/**
 * Something that is looked for.
 *
 * @param text as it is indexed: normalised, lower case, base form
 */
record Term(String text, Kind kind) {

    /** What a term is; terms of different kinds never meet, however they are written. */
    enum Kind {
        /** A word, a number or a code. */
        WORD("", 1, true),

        /** A number with what it counts or names (12条の2, 2023-04-01); its number is a word. */
        QUANTITY("#", 1, false),

        /**
         * Two characters side by side: finds words that the dictionary cut in another way, and
         * stands for word order. Weight chosen on training questions (0.1 to 0.4 differ little).
         */
        PAIR("&", 0.2, false);

        private final String prefix;
        private final double questionWeight;
        private final boolean counts;

        Kind(String prefix, double questionWeight, boolean counts) {
            this.prefix = prefix;
            this.questionWeight = questionWeight;
            this.counts = counts;
        }

        /** What a term of a question weighs beside a word, which weighs 1. */
        double questionWeight() {
            return questionWeight;
        }

        /** Whether it makes a passage longer; what repeats other terms does not. */
        boolean counts() {
            return counts;
        }
    }

    static Term word(String text) {
        return new Term(text, Kind.WORD);
    }

    static Term quantity(String text) {
        return new Term(text, Kind.QUANTITY);
    }

    static Term pair(String text) {
        return new Term(text, Kind.PAIR);
    }

    /** Differs for any two terms. */
    String key() {
        return kind.prefix + text;
    }
}
