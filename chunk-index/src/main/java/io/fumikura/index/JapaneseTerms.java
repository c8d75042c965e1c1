package io.fumikura.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseBaseFormFilter;
import org.apache.lucene.analysis.ja.JapaneseKatakanaStemFilter;
import org.apache.lucene.analysis.ja.JapanesePartOfSpeechStopFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Text to terms. NFKC first, so half and full width are one; then Kuromoji in search mode, which
 * gives a compound and its parts; base forms, particles dropped, a trailing long-vowel mark of
 * katakana dropped, lower case. Two things are added that a morphological analyser loses: codes
 * such as part numbers as a whole ({@code abc-123/x}), and the value of kanji numbers before a
 * counter (第十二条 also gives {@code 12}, so it meets 第12条).
 */
final class JapaneseTerms implements AutoCloseable {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]+(?:[-_./:#+][A-Za-z0-9]+)+");

    private final Analyzer analyzer =
            new Analyzer() {
                @Override
                protected TokenStreamComponents createComponents(String field) {
                    JapaneseTokenizer tokenizer =
                            new JapaneseTokenizer(null, true, false, JapaneseTokenizer.Mode.SEARCH);
                    TokenStream stream = new JapaneseBaseFormFilter(tokenizer);
                    stream =
                            new JapanesePartOfSpeechStopFilter(
                                    stream, JapaneseAnalyzer.getDefaultStopTags());
                    stream = new StopFilter(stream, JapaneseAnalyzer.getDefaultStopSet());
                    stream = new JapaneseKatakanaStemFilter(stream);
                    return new TokenStreamComponents(tokenizer, new LowerCaseFilter(stream));
                }
            };

    /** In text order, with repetitions. Safe to call from several threads. */
    List<String> of(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        List<String> terms = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", normal)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a string cannot fail", e);
        }
        Matcher code = CODE.matcher(normal);
        while (code.find()) {
            terms.add(code.group().toLowerCase(Locale.ROOT));
        }
        terms.addAll(KanjiNumbers.valuesIn(normal));
        return terms;
    }

    @Override
    public void close() {
        analyzer.close();
    }
}
