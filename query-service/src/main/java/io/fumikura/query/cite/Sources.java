package io.fumikura.query.cite;

import io.fumikura.access.Caller;
import io.fumikura.contract.query.AnswerSentence;
import io.fumikura.contract.query.AnswerSentence.Support;
import io.fumikura.contract.query.Citation;
import io.fumikura.contract.query.Hit;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * What an answer rests on: take it apart into sentences → check each against the passages it cites,
 * and ask where those stand on their pages, both at once → put it together. What cannot be found
 * out in time is left out and named.
 */
public final class Sources {
    /** Of an answer that rests on nothing. */
    public static final Traced NONE = new Traced(List.of(), List.of(), List.of());

    private final SupportCheck support;
    private final PagePlaces places;
    private final Duration patience;

    /**
     * @param patience how long a complete answer is held back for this
     */
    public Sources(SupportCheck support, PagePlaces places, Duration patience) {
        this.support = support;
        this.places = places;
        this.patience = patience;
    }

    /**
     * @param citations by number, ascending
     * @param degraded {@code support} where sentences were judged by their words alone, {@code
     *     boxes} where pages could not be had
     */
    public record Traced(
            List<Citation> citations, List<AnswerSentence> sentences, List<String> degraded) {
        /** The same where so many characters stand before what was traced. */
        public Traced behind(int characters) {
            return new Traced(
                    citations,
                    sentences.stream()
                            .map(
                                    sentence ->
                                            new AnswerSentence(
                                                    sentence.start() + characters,
                                                    sentence.end() + characters,
                                                    sentence.citations(),
                                                    sentence.support()))
                            .toList(),
                    degraded);
        }
    }

    /**
     * Throws nothing: what goes wrong is in the {@link Uni}.
     *
     * @param caller who sees the answer
     * @param answer with valid citations only
     * @param hits the passages, of which the nth is cited as {@code [n]}
     */
    public Uni<Traced> trace(Caller caller, String answer, List<Hit> hits, Deadline deadline) {
        return Uni.createFrom().deferred(() -> traced(caller, answer, hits, deadline));
    }

    private Uni<Traced> traced(Caller caller, String answer, List<Hit> hits, Deadline deadline) {
        Deadline ours = deadline.within(patience);
        List<CitedSentence> sentences = CitedSentence.of(answer, hits.size());
        List<Hit> cited = cited(sentences, hits);
        AtomicBoolean judgedByWordsAlone = new AtomicBoolean();
        Uni<List<AnswerSentence>> checked =
                Uni.join()
                        .all(
                                sentences.stream()
                                        .map(s -> checked(s, hits, ours, judgedByWordsAlone))
                                        .toList())
                        .andFailFast();
        return Uni.combine()
                .all()
                .unis(checked, places.find(caller, cited, ours))
                .with((said, found) -> traced(said, cited, found, judgedByWordsAlone.get()));
    }

    private Uni<AnswerSentence> checked(
            CitedSentence sentence, List<Hit> hits, Deadline deadline, AtomicBoolean wordsAlone) {
        List<String> passages = sentence.numbers().stream().map(n -> text(hits, n)).toList();
        return support.check(sentence.claim(), passages, deadline)
                .onFailure()
                .recoverWithItem(
                        () -> {
                            wordsAlone.set(true);
                            return Support.UNSUPPORTED;
                        })
                .map(
                        result ->
                                new AnswerSentence(
                                        sentence.start(),
                                        sentence.end(),
                                        sentence.numbers(),
                                        result));
    }

    private static String text(List<Hit> hits, int number) {
        return hits.get(number - 1).text();
    }

    private static List<Hit> cited(List<CitedSentence> sentences, List<Hit> hits) {
        return sentences.stream()
                .flatMap(sentence -> sentence.numbers().stream())
                .distinct()
                .sorted()
                .map(number -> hits.get(number - 1))
                .toList();
    }

    private static Traced traced(
            List<AnswerSentence> sentences,
            List<Hit> cited,
            PagePlaces.Found found,
            boolean judgedByWordsAlone) {
        Set<Integer> supported =
                sentences.stream()
                        .filter(sentence -> sentence.support() == Support.SUPPORTED)
                        .flatMap(sentence -> sentence.citations().stream())
                        .collect(Collectors.toSet());
        List<String> degraded = new ArrayList<>();
        if (judgedByWordsAlone) {
            degraded.add("support");
        }
        if (!found.complete()) {
            degraded.add("boxes");
        }
        return new Traced(
                cited.stream()
                        .map(hit -> citation(hit, supported.contains(hit.rank()), found))
                        .toList(),
                sentences,
                degraded);
    }

    private static Citation citation(Hit hit, boolean supported, PagePlaces.Found found) {
        String image =
                PagePlaces.hasPictures(hit)
                        ? "/v1/documents/%s/pages/%d/image?lines=%d-%d"
                                .formatted(
                                        hit.documentId(),
                                        hit.page(),
                                        hit.firstLine(),
                                        hit.lastLine())
                        : null;
        return new Citation(
                hit.rank(),
                hit.documentId(),
                hit.title(),
                hit.ordinal(),
                hit.page(),
                hit.firstLine(),
                hit.lastLine(),
                hit.text(),
                hit.score(),
                supported,
                found.boxes(hit),
                image);
    }
}
