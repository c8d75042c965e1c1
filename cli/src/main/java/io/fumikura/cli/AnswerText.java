package io.fumikura.cli;

import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.AnswerSentence;
import io.fumikura.contract.query.Citation;
import java.util.ArrayList;
import java.util.List;

/** An answer as a terminal shows it. */
final class AnswerText {
    private AnswerText() {}

    static List<String> lines(AnswerResponse answer) {
        List<String> lines = new ArrayList<>();
        lines.add(marked(answer));
        if (!answer.citations().isEmpty()) {
            lines.add("");
        }
        for (Citation citation : answer.citations()) {
            lines.add(
                    "[%d] %s, page %d, lines %d-%d"
                            .formatted(
                                    citation.number(),
                                    citation.title(),
                                    citation.page(),
                                    citation.firstLine(),
                                    citation.lastLine()));
        }
        if (!answer.degraded().isEmpty()) {
            lines.add("not available: " + String.join(", ", answer.degraded()));
        }
        return lines;
    }

    /** The answer, with what its sources do not say behind each sentence that they do not say. */
    private static String marked(AnswerResponse answer) {
        StringBuilder text = new StringBuilder(answer.answer());
        List<AnswerSentence> sentences = answer.sentences();
        for (int i = sentences.size() - 1; i >= 0; i--) {
            AnswerSentence sentence = sentences.get(i);
            text.insert(Math.min(sentence.end(), text.length()), doubt(sentence.support()));
        }
        return text.toString();
    }

    private static String doubt(AnswerSentence.Support support) {
        return switch (support) {
            case SUPPORTED -> "";
            case UNSUPPORTED -> " (not confirmed by its sources)";
            case UNCITED -> " (no source given)";
        };
    }
}
