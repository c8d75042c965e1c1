package io.fumikura.query.answer;

import io.fumikura.contract.query.AnswerKind;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.Citation;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A question with what was found for it, on the way to an answer. */
record Draft(AnswerRequest request, SearchResponse found, long startNanos) {
    Draft(AnswerRequest request, SearchResponse found) {
        this(request, found, System.nanoTime());
    }

    String question() {
        return request.query();
    }

    List<Hit> hits() {
        return found.hits();
    }

    AnswerResponse notFound() {
        String text = AnswerLanguage.of(question()).notFound(question(), request.filters(), found);
        return response(text, AnswerKind.NOT_FOUND, null, List.of(), found.degraded());
    }

    AnswerResponse extractive(ExtractiveAnswer.Excerpts excerpts) {
        List<String> degraded = new ArrayList<>(found.degraded());
        degraded.add("generation");
        List<Citation> citations = CitationCheck.citations(excerpts.numbers(), hits());
        return response(
                excerpts.text(), AnswerKind.EXTRACTIVE, null, citations, List.copyOf(degraded));
    }

    AnswerResponse generated(CitationCheck checked, String model) {
        return response(
                checked.text(),
                AnswerKind.GENERATED,
                model,
                CitationCheck.citations(checked.numbers(), hits()),
                found.degraded());
    }

    private AnswerResponse response(
            String text,
            AnswerKind kind,
            @Nullable String model,
            List<Citation> citations,
            List<String> degraded) {
        Map<String, Double> timings = new LinkedHashMap<>(found.timingsMs());
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
        timings.put("answer", micros / 1000.0);
        timings.merge("total", micros / 1000.0, Double::sum);
        return new AnswerResponse(text, kind, model, citations, timings, degraded);
    }
}
