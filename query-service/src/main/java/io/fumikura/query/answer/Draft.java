package io.fumikura.query.answer;

import io.fumikura.access.Caller;
import io.fumikura.contract.query.AnswerKind;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.query.cite.CitationCheck;
import io.fumikura.query.cite.Sources;
import io.fumikura.query.guard.AnswerGuard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A question with what was found for it, on the way to an answer.
 *
 * @param caller who asked, and sees the answer
 * @param question what the request asks, made to stand by itself
 */
record Draft(
        Caller caller,
        AnswerRequest request,
        String question,
        SearchResponse found,
        long startNanos) {
    Draft(Caller caller, AnswerRequest request, String question, SearchResponse found) {
        this(caller, request, question, found, System.nanoTime());
    }

    List<Hit> hits() {
        return found.hits();
    }

    /** What the answer may quote and link to. */
    List<String> passages(int count) {
        return hits().stream().limit(count).map(Hit::text).toList();
    }

    String linkLeftOut() {
        return AnswerLanguage.of(question()).linkLeftOut();
    }

    /** Names the question and a title, which others wrote and which are no sources. */
    AnswerResponse notFound() {
        String text = AnswerLanguage.of(question()).notFound(question(), request.filters(), found);
        String harmless =
                AnswerGuard.quoted(CitationCheck.withoutMarks(text), List.of(), linkLeftOut());
        return response(harmless, AnswerKind.NOT_FOUND, Sources.NONE, List.of());
    }

    /**
     * @param quotations what the sources were traced of; a line of ours goes before it
     * @param reason why no language model wrote it
     */
    AnswerResponse extractive(String quotations, String reason, Sources.Traced sources) {
        String notice = AnswerLanguage.of(question()).excerptsFollow() + '\n';
        return response(
                        notice + quotations,
                        AnswerKind.EXTRACTIVE,
                        sources.behind(notice.length()),
                        List.of("generation"))
                .instead(reason);
    }

    AnswerResponse generated(String text, String model, Sources.Traced sources) {
        return response(text, AnswerKind.GENERATED, sources, List.of()).by(model);
    }

    private AnswerResponse response(
            String text, AnswerKind kind, Sources.Traced sources, List<String> missing) {
        List<String> degraded = new ArrayList<>(found.degraded());
        degraded.addAll(missing);
        degraded.addAll(sources.degraded());
        Map<String, Double> timings = new LinkedHashMap<>(found.timingsMs());
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
        timings.put("answer", micros / 1000.0);
        timings.merge("total", micros / 1000.0, Double::sum);
        return new AnswerResponse(
                text,
                kind,
                null,
                null,
                question.equals(request.query()) ? null : question,
                sources.citations(),
                sources.sentences(),
                timings,
                List.copyOf(degraded));
    }
}
