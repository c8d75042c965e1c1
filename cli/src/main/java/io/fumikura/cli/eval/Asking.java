package io.fumikura.cli.eval;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.client.Refusal;
import io.fumikura.cli.eval.EvalReport.AskedQuestion;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchRequest;
import io.fumikura.contract.query.SearchResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@code POST /v1/search} the questions of a set and measures each answer. A document counts
 * by its best passage; where a passage stands in several documents, those it names besides follow
 * it. A part that is away for a moment (a search that was degraded or refused) is asked again,
 * because it is the ranking that is measured and not the uptime.
 */
final class Asking {
    private static final int TOP_K = SearchRequest.MAX_TOP_K;
    private static final int SHOWN = 10;
    private static final int ATTEMPTS = 4;
    private static final Duration PAUSE = Duration.ofSeconds(6);
    private static final int WARM_UP = 20;

    /** In the place of the logit of no passage at all; JSON has no infinity. */
    private static final double NONE = -1000;

    private final FumikuraClient client;
    private final int clients;

    Asking(FumikuraClient client, int clients) {
        this.client = client;
        this.clients = clients;
    }

    /**
     * @param names document ids as the judgements have them
     */
    List<AskedQuestion> ask(
            RetrievalMode mode, List<BeirSet.Question> questions, Map<UUID, String> names)
            throws InterruptedException {
        List<BeirSet.Question> first = questions.stream().limit(WARM_UP).toList();
        Together.forEach(clients, first, question -> asked(mode, question, names));
        return Together.forEach(clients, questions, question -> asked(mode, question, names));
    }

    private AskedQuestion asked(
            RetrievalMode mode, BeirSet.Question question, Map<UUID, String> names) {
        SearchRequest request = mode.request(question.text(), TOP_K);
        RuntimeException refused = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                long start = System.nanoTime();
                String answer = client.search(request);
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
                SearchResponse response = client.read(answer, SearchResponse.class);
                if (response.degraded().isEmpty() || attempt == ATTEMPTS) {
                    return measured(question, response, micros / 1000.0, names);
                }
            } catch (Refusal | CommandFailure e) {
                refused = e;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new CommandFailure(
                "the question '%s' was refused %d times: %s"
                        .formatted(
                                question.text(),
                                ATTEMPTS,
                                refused == null ? "" : refused.getMessage()));
    }

    private static AskedQuestion measured(
            BeirSet.Question question,
            SearchResponse response,
            double milliseconds,
            Map<UUID, String> names) {
        List<String> ranking = ranking(response, names);
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            metrics.put(metric, metric.of(ranking, question.gains()));
        }
        return new AskedQuestion(
                question.id(),
                question.text(),
                metrics,
                ranking.stream().limit(SHOWN).toList(),
                milliseconds,
                response.timingsMs(),
                response.degraded(),
                bestLogits(question, response, names));
    }

    static NotFound.@Nullable Best bestLogits(
            BeirSet.Question question, SearchResponse response, Map<UUID, String> names) {
        OptionalDouble with = best(response.hits().stream());
        OptionalDouble without =
                best(response.hits().stream().filter(hit -> !answers(hit, question, names)));
        Set<String> titles =
                response.hits().stream()
                        .filter(hit -> answers(hit, question, names))
                        .map(Hit::title)
                        .collect(Collectors.toSet());
        OptionalDouble apart =
                best(response.hits().stream().filter(hit -> !titles.contains(hit.title())));
        return with.isEmpty()
                ? null
                : new NotFound.Best(with.getAsDouble(), without.orElse(NONE), apart.orElse(NONE));
    }

    /** Of as many as an answer is written from unless somebody says otherwise. */
    private static OptionalDouble best(Stream<Hit> hits) {
        return hits.limit(AnswerRequest.DEFAULT_TOP_K)
                .flatMap(hit -> Stream.ofNullable(hit.rerankScore()))
                .mapToDouble(Double::doubleValue)
                .max();
    }

    private static boolean answers(Hit hit, BeirSet.Question question, Map<UUID, String> names) {
        return Stream.concat(
                        Stream.of(hit.documentId()),
                        hit.alsoAt().stream().map(place -> place.documentId()))
                .map(id -> question.gains().getOrDefault(names.getOrDefault(id, ""), 0))
                .anyMatch(gain -> gain > 0);
    }

    static List<String> ranking(SearchResponse response, Map<UUID, String> names) {
        Set<UUID> documents = new LinkedHashSet<>();
        for (Hit hit : response.hits()) {
            documents.add(hit.documentId());
            hit.alsoAt().forEach(place -> documents.add(place.documentId()));
        }
        List<String> ranking = new ArrayList<>();
        documents.forEach(id -> ranking.add(names.getOrDefault(id, id.toString())));
        return ranking;
    }
}
