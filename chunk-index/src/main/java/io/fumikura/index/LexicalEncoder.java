package io.fumikura.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Text to a sparse vector whose product with another is BM25. The document side carries the term
 * frequency, saturated and normalised by length; the query side carries 1 per distinct term; Qdrant
 * multiplies by the inverse document frequency. The mean length is a constant, because a vector
 * that is written once cannot know how the collection will grow; a wrong constant only shifts how
 * strongly long passages are held back. Threads may share one encoder.
 */
public final class LexicalEncoder implements AutoCloseable {

    /** Changes whenever the same text would give another vector, which makes re-indexing due. */
    public static final int ENCODER_VERSION = 1;

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    /** Between the means of four public Japanese collections (55 to 186 terms a passage). */
    private static final double MEAN_TERMS = 100;

    /**
     * A title's term counts as two in the text; on the same collections best or level with best.
     */
    private static final double TITLE_WEIGHT = 2;

    private static final int HASH_SEED = 0;

    private final JapaneseTerms terms = new JapaneseTerms();

    /** For a passage; the title (of the document, with the heading path) is part of it. */
    public LexicalVector document(String title, String text) {
        Map<String, Double> frequencies = new HashMap<>();
        List<String> titleTerms = terms.of(title);
        List<String> textTerms = terms.of(text);
        titleTerms.forEach(term -> frequencies.merge(term, TITLE_WEIGHT, Double::sum));
        textTerms.forEach(term -> frequencies.merge(term, 1.0, Double::sum));
        double length = titleTerms.size() * TITLE_WEIGHT + textTerms.size();
        double saturation = K1 * (1 - B + B * length / MEAN_TERMS);
        frequencies.replaceAll(
                (term, frequency) -> frequency * (K1 + 1) / (frequency + saturation));
        return hashed(frequencies);
    }

    /** For a question. Empty when nothing in it carries meaning, for example only particles. */
    public LexicalVector query(String text) {
        Map<String, Double> weights = new HashMap<>();
        terms.of(text).forEach(term -> weights.put(term, 1.0));
        return hashed(weights);
    }

    /** Two terms on one index (one pair in four billion) add up. */
    private static LexicalVector hashed(Map<String, Double> weights) {
        Map<Integer, Double> byIndex = new TreeMap<>(Integer::compareUnsigned);
        weights.forEach(
                (term, weight) ->
                        byIndex.merge(
                                StringHelper.murmurhash3_x86_32(new BytesRef(term), HASH_SEED),
                                weight,
                                Double::sum));
        return new LexicalVector(
                new ArrayList<>(byIndex.keySet()),
                byIndex.values().stream().map(Double::floatValue).toList());
    }

    @Override
    public void close() {
        terms.close();
    }
}
