package io.fumikura.query.answer;

import io.fumikura.contract.query.Hit;
import io.fumikura.query.answer.Sentences.Sentence;
import io.fumikura.query.cite.CitationCheck;
import io.fumikura.query.cite.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An answer without a language model: the sentences that share most with the question, as they
 * stand in the best passages, each with its citation. A shared word counts for more the fewer
 * sentences of the passages have it; a word of the heading above a sentence counts half; a sentence
 * of a lower-ranked passage must be better to be taken.
 */
public final class ExtractiveAnswer {
    private static final int MAX_SENTENCES = 3;
    private static final int MAX_SENTENCE_LENGTH = 400;
    private static final double HEADING_WEIGHT = 0.5;
    private static final double RANK_PENALTY = 0.15;

    /** A sentence must have this share of the best one's score to be taken beside it. */
    private static final double SHARE_OF_BEST = 0.6;

    private final Function<String, Set<Integer>> terms;

    /**
     * @param terms the words of a text, as the lexical index knows them
     */
    public ExtractiveAnswer(Function<String, Set<Integer>> terms) {
        this.terms = terms;
    }

    /**
     * One quotation a line; nothing where all that the passages say is said to a language model.
     *
     * @param hits best first, at least one
     */
    String write(String question, List<Hit> hits) {
        List<Excerpt> excerpts = excerpts(hits);
        Map<Integer, Integer> spread = spread(excerpts);
        Set<Integer> asked = terms.apply(question);
        List<Scored> scored =
                excerpts.stream()
                        .map(e -> new Scored(e, score(e, asked, spread, excerpts.size())))
                        .sorted(Comparator.comparingDouble(Scored::score).reversed())
                        .toList();
        return best(scored).stream().map(Excerpt::cited).collect(Collectors.joining("\n"));
    }

    private List<Excerpt> excerpts(List<Hit> hits) {
        List<Excerpt> excerpts = new ArrayList<>();
        for (Hit hit : hits) {
            for (Sentence sentence : Sentences.of(hit.text(), hit.title())) {
                if (Evidence.speaksToAModel(sentence.text())) {
                    continue;
                }
                excerpts.add(
                        new Excerpt(
                                hit.rank(),
                                sentence,
                                terms.apply(sentence.text()),
                                terms.apply(sentence.heading())));
            }
        }
        return excerpts;
    }

    private static Map<Integer, Integer> spread(List<Excerpt> excerpts) {
        Map<Integer, Integer> spread = new HashMap<>();
        for (Excerpt excerpt : excerpts) {
            excerpt.terms().forEach(term -> spread.merge(term, 1, Integer::sum));
        }
        return spread;
    }

    private static double score(
            Excerpt excerpt, Set<Integer> asked, Map<Integer, Integer> spread, int sentences) {
        double score = 0;
        for (int term : asked) {
            double rarity = Math.log(1 + sentences / (1.0 + spread.getOrDefault(term, 0)));
            if (excerpt.terms().contains(term)) {
                score += rarity;
            } else if (excerpt.headingTerms().contains(term)) {
                score += HEADING_WEIGHT * rarity;
            }
        }
        return score / (1 + RANK_PENALTY * (excerpt.number() - 1));
    }

    private static List<Excerpt> best(List<Scored> scored) {
        double enough = SHARE_OF_BEST * scored.stream().mapToDouble(Scored::score).max().orElse(0);
        Set<String> said = new HashSet<>();
        return scored.stream()
                .filter(s -> s.score() >= enough)
                .map(Scored::excerpt)
                .filter(e -> said.add(e.sentence().text()))
                .limit(enough == 0 ? 1 : MAX_SENTENCES)
                .toList();
    }

    private record Scored(Excerpt excerpt, double score) {}

    /**
     * @param number of the passage it stands in, which is the passage's rank
     */
    private record Excerpt(
            int number, Sentence sentence, Set<Integer> terms, Set<Integer> headingTerms) {
        String cited() {
            String text = CitationCheck.withoutMarks(sentence.text());
            String quote =
                    text.length() <= MAX_SENTENCE_LENGTH
                            ? text
                            : text.substring(0, MAX_SENTENCE_LENGTH) + "…";
            return "%s [%d]".formatted(quote, number);
        }
    }
}
