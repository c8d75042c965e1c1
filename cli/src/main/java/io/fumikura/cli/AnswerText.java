package io.fumikura.cli;

import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.Citation;
import java.util.ArrayList;
import java.util.List;

/** An answer as a terminal shows it. */
final class AnswerText {
    private AnswerText() {}

    static List<String> lines(AnswerResponse answer) {
        List<String> lines = new ArrayList<>();
        lines.add(answer.answer());
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
}
