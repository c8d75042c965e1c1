package io.fumikura.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Text to a sparse vector whose product with another is BM25. The document side carries the term
 * frequency, saturated and normalised by length; the query side carries what kind of term it is;
 * Qdrant multiplies by the inverse document frequency. The mean length is a constant, because a
 * vector that is written once cannot know how the collection will grow; a wrong constant only
 * shifts how strongly long passages are held back. Threads may share one encoder.
 */
public final class LexicalEncoder implements AutoCloseable {

    /**
     * Changes whenever the same text would give another vector. The collection remembers it, and
     * {@link ChunkIndex#prepare} writes the vectors anew where it differs.
     */
    public static final int ENCODER_VERSION = 2;

    /** Chosen with the weights of {@link Term.Kind} on training questions (see the README). */
    private static final double K1 = 0.9;

    private static final double B = 0.75;

    /** Between the means of four public Japanese collections (55 to 186 terms a passage). */
    private static final double MEAN_TERMS = 100;

    /** A title's term counts as two in the text. */
    private static final double TITLE_WEIGHT = 2;

    /** What means the same counts less than what was said. */
    private static final double SYNONYM_WEIGHT = 0.5;

    private static final int HASH_SEED = 0;

    /** Asking, not asked for. */
    private static final Set<String> POLITE =
            Set.of("教える", "下さる", "くださる", "下さい", "いくつ", "いくら", "どの", "どんな", "なぜ", "どう");

    private final JapaneseTerms terms = new JapaneseTerms();

    /** For a passage; the title (of the document, with the heading path) is part of it. */
    public LexicalVector document(String title, String text) {
        return document(title, text, Vocabulary.NONE);
    }

    LexicalVector document(String title, String text, Vocabulary vocabulary) {
        Map<String, Double> frequencies = new HashMap<>();
        double length =
                TITLE_WEIGHT * add(title, TITLE_WEIGHT, frequencies, vocabulary)
                        + add(text, 1, frequencies, vocabulary);
        double saturation = K1 * (1 - B + B * length / MEAN_TERMS);
        frequencies.replaceAll(
                (term, frequency) -> frequency * (K1 + 1) / (frequency + saturation));
        return hashed(frequencies);
    }

    /** How many of the terms make the passage longer; a tenant's own words do not. */
    private long add(
            String text, double weight, Map<String, Double> frequencies, Vocabulary vocabulary) {
        List<Term> found = terms.of(text);
        found.forEach(term -> frequencies.merge(term.key(), weight, Double::sum));
        vocabulary
                .ownWords(text, found)
                .forEach(term -> frequencies.merge(term.key(), weight, Double::sum));
        return found.stream().filter(term -> term.kind().counts()).count();
    }

    /** For a question. Empty when nothing in it carries meaning, for example only particles. */
    public LexicalVector query(String text) {
        return query(text, Vocabulary.NONE);
    }

    LexicalVector query(String text, Vocabulary vocabulary) {
        Map<String, Double> weights = new HashMap<>();
        vocabulary.synonyms(text).forEach(term -> weights.put(term.key(), SYNONYM_WEIGHT));
        asked(text, vocabulary)
                .forEach(term -> weights.put(term.key(), term.kind().questionWeight()));
        return hashed(weights);
    }

    /** The words, numbers and codes of a text, each as its index; no pairs of characters. */
    public Set<Integer> words(String text) {
        return new HashSet<>(termsByIndex(text, Vocabulary.NONE).keySet());
    }

    /** The terms behind the indices of a question's vector but pairs, in its order. */
    Map<Integer, String> termsByIndex(String question, Vocabulary vocabulary) {
        Map<Integer, String> termsByIndex = new LinkedHashMap<>();
        List<Term> all = new ArrayList<>(asked(question, vocabulary));
        all.addAll(vocabulary.synonyms(question));
        for (Term term : all) {
            if (term.kind() != Term.Kind.PAIR) {
                termsByIndex.putIfAbsent(index(term.key()), term.text());
            }
        }
        return termsByIndex;
    }

    private List<Term> asked(String question, Vocabulary vocabulary) {
        List<Term> asked = new ArrayList<>(terms.of(question));
        asked.addAll(vocabulary.ownWords(question, asked));
        asked.removeIf(term -> POLITE.contains(term.text()));
        return asked;
    }

    private static int index(String key) {
        return StringHelper.murmurhash3_x86_32(new BytesRef(key), HASH_SEED);
    }

    /** Two terms on one index (one pair in four billion) add up. */
    private static LexicalVector hashed(Map<String, Double> weights) {
        Map<Integer, Double> byIndex = new TreeMap<>(Integer::compareUnsigned);
        weights.forEach((key, weight) -> byIndex.merge(index(key), weight, Double::sum));
        return new LexicalVector(
                new ArrayList<>(byIndex.keySet()),
                byIndex.values().stream().map(Double::floatValue).toList());
    }

    @Override
    public void close() {
        terms.close();
    }
}
