package io.fumikura.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.dict.UserDictionary;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * Text to terms. Words come from Kuromoji, in one form: base form, one spelling of katakana, of
 * okurigana and of numbers, English stemmed, particles and pronouns dropped. A morphological
 * analyser loses codes and numbers, so {@link Codes} and {@link Quantities} are read from the text
 * itself, and {@link CharacterPairs} make up for words it cut otherwise here than there.
 */
final class JapaneseTerms implements AutoCloseable {

    private static final Set<String> DROPPED_SPEECH = JapaneseAnalyzer.getDefaultStopTags();

    /** 何, 誰, いつ, これ, 私: in a question they ask, in a passage they point. */
    private static final String PRONOUN = "名詞-代名詞";

    private static final CharArraySet DROPPED = JapaneseAnalyzer.getDefaultStopSet();
    private static final CharArraySet DROPPED_ENGLISH = EnglishAnalyzer.ENGLISH_STOP_WORDS_SET;

    private final KuromojiWords words;
    private final Okurigana okurigana;

    JapaneseTerms() {
        this(Optional.empty());
    }

    JapaneseTerms(Optional<UserDictionary> dictionary) {
        this.words = new KuromojiWords(dictionary);
        this.okurigana = new Okurigana(words);
    }

    /** With repetitions: words in text order, then codes, quantities, pairs. */
    List<Term> of(String text) {
        String normal = NormalText.of(text);
        List<Term> terms = new ArrayList<>(words(normal));
        Codes.in(normal).forEach(code -> terms.add(Term.word(code)));
        terms.addAll(Quantities.in(normal));
        CharacterPairs.in(normal).forEach(pair -> terms.add(Term.pair(pair)));
        return terms;
    }

    /**
     * The words alone.
     *
     * @param normal from {@link NormalText}
     */
    List<Term> words(String normal) {
        EnglishStemmer stemmer = new EnglishStemmer();
        List<Term> terms = new ArrayList<>();
        NumberRun number = new NumberRun();
        for (KuromojiWords.Word word : words.of(normal)) {
            if (!number.continuesWith(word)) {
                number.end().ifPresent(value -> terms.add(Term.word(value)));
            }
            if (NumberRun.isNumber(word)) {
                number.add(word);
            } else {
                canonical(word, stemmer).ifPresent(term -> terms.add(Term.word(term)));
            }
        }
        number.end().ifPresent(value -> terms.add(Term.word(value)));
        return terms;
    }

    private Optional<String> canonical(KuromojiWords.Word word, EnglishStemmer stemmer) {
        String speech = word.partOfSpeech();
        String base = word.baseForm();
        if (DROPPED_SPEECH.contains(speech)
                || speech.startsWith(PRONOUN)
                || DROPPED.contains(base)) {
            return Optional.empty();
        }
        if (Scripts.all(base, Scripts::isLatin)) {
            return english(base, stemmer);
        }
        if (Scripts.all(base, Scripts::isKatakana)) {
            return Optional.of(Katakana.canonical(base));
        }
        return Optional.of(okurigana.canonical(base).toLowerCase(Locale.ROOT));
    }

    /** A word in capitals is a name, not grammar: IT is not it. */
    private static Optional<String> english(String word, EnglishStemmer stemmer) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean capitals = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
        if (!capitals && DROPPED_ENGLISH.contains(lower)) {
            return Optional.empty();
        }
        stemmer.setCurrent(lower);
        stemmer.stem();
        return Optional.of(stemmer.getCurrent());
    }

    @Override
    public void close() {
        words.close();
    }
}
