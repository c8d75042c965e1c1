package io.fumikura.query.answer;

import io.fumikura.query.guard.AnswerGuard;

/** The text of one answer as far as it may be shown. */
final class GuardedText {
    private final AnswerGuard guard;
    private final StringBuilder shown = new StringBuilder();

    GuardedText(AnswerGuard guard) {
        this.guard = guard;
    }

    /** The next piece to show, which may be empty. */
    String accept(String piece) {
        return noted(guard.accept(piece));
    }

    String end() {
        return noted(guard.end());
    }

    String shown() {
        return shown.toString();
    }

    boolean isBlank() {
        return shown().isBlank();
    }

    int invalidCitations() {
        return guard.invalidCitations();
    }

    private String noted(String piece) {
        shown.append(piece);
        return piece;
    }
}
