package io.fumikura.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.analysis.ja.dict.UserDictionary;
import org.apache.lucene.analysis.ja.tokenattributes.BaseFormAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.InflectionAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.ReadingAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Kuromoji in search mode, which gives a compound and its parts. Safe to call from several threads.
 */
final class KuromojiWords implements AutoCloseable {

    private final Analyzer analyzer;

    KuromojiWords(Optional<UserDictionary> dictionary) {
        this.analyzer = analyzer(dictionary.orElse(null));
    }

    private static Analyzer analyzer(@Nullable UserDictionary dictionary) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                return new TokenStreamComponents(
                        new JapaneseTokenizer(
                                dictionary,
                                /* discardPunctuation= */ true,
                                /* discardCompoundToken= */ false,
                                JapaneseTokenizer.Mode.SEARCH));
            }
        };
    }

    /**
     * What the dictionary says of a word.
     *
     * @param surface as it stands in the text
     * @param baseForm of a verb or an adjective; of another word itself
     * @param partOfSpeech in Kuromoji's names, empty when unknown
     * @param inflection how a verb or an adjective inflects, in Kuromoji's names, else empty
     * @param reading in katakana, empty when unknown
     * @param start offset in the text
     */
    record Word(
            String surface,
            String baseForm,
            String partOfSpeech,
            String inflection,
            String reading,
            int start) {}

    /** In text order. */
    List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", text)) {
            CharTermAttribute surface = stream.addAttribute(CharTermAttribute.class);
            BaseFormAttribute baseForm = stream.addAttribute(BaseFormAttribute.class);
            PartOfSpeechAttribute speech = stream.addAttribute(PartOfSpeechAttribute.class);
            InflectionAttribute inflection = stream.addAttribute(InflectionAttribute.class);
            ReadingAttribute reading = stream.addAttribute(ReadingAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                String word = surface.toString();
                words.add(
                        new Word(
                                word,
                                known(baseForm.getBaseForm(), word),
                                known(speech.getPartOfSpeech(), ""),
                                known(inflection.getInflectionType(), ""),
                                known(reading.getReading(), ""),
                                offset.startOffset()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a string cannot fail", e);
        }
        return words;
    }

    private static String known(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    @Override
    public void close() {
        analyzer.close();
    }
}
