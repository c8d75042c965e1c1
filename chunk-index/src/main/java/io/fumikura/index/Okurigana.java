package io.fumikura.index;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One spelling for words whose kana between and after the kanji may be left out: 打ち合わせ, 打合せ and
 * 打ち合わせる are 打合, 申し込み is 申込. Where the kanji alone are another word (組合 is a union, not a 組合せ), the
 * reading is kept with them.
 */
final class Okurigana {

    /** Words seen; a language has some ten thousand such words, a cache that is full is emptied. */
    private static final int MAX_KNOWN = 20_000;

    private final KuromojiWords dictionary;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Okurigana(KuromojiWords dictionary) {
        this.dictionary = dictionary;
    }

    String canonical(String word) {
        if (!Scripts.any(word, Scripts::isHiragana)
                || word.codePoints().filter(Scripts::isKanji).count() < 2) {
            return word;
        }
        String canonical = known.get(word);
        if (canonical == null) {
            canonical = withoutKana(word);
            if (known.size() >= MAX_KNOWN) {
                known.clear();
            }
            known.put(word, canonical);
        }
        return canonical;
    }

    private String withoutKana(String word) {
        StringBuilder kanji = new StringBuilder();
        word.codePoints().filter(Scripts::isKanji).forEach(kanji::appendCodePoint);
        Optional<String> asKanji = stem(kanji.toString());
        Optional<String> asWord = stem(word);
        if (asKanji.isEmpty() || asKanji.equals(asWord)) {
            return kanji.toString();
        }
        return asWord.map(stem -> kanji + "/" + stem).orElse(word);
    }

    /**
     * What a verb and the noun made of it share in reading: モウシコ of 申し込む and 申込 (モウシコミ), クミアワ of
     * 組み合わせる and 組合せ. Empty when the dictionary does not have it as one word.
     */
    private Optional<String> stem(String word) {
        return dictionary.of(word).stream()
                .filter(found -> found.surface().equals(word) && found.reading().length() > 2)
                .map(found -> withoutEnd(found.reading(), found.inflection().startsWith("一段")))
                .findFirst();
    }

    private static String withoutEnd(String reading, boolean longEnd) {
        return reading.substring(0, reading.length() - (longEnd ? 2 : 1));
    }
}
