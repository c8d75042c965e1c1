package io.fumikura.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Every kanji or katakana with the Japanese character after it. Pairs that begin with hiragana are
 * left out: they are mostly grammar, half of all pairs, and measured no better.
 */
final class CharacterPairs {

    private CharacterPairs() {}

    static List<String> in(String normal) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < normal.length(); i++) {
            char first = normal.charAt(i);
            if ((Scripts.isKanji(first) || Scripts.isKatakana(first))
                    && Scripts.isJapanese(normal.charAt(i + 1))) {
                pairs.add(normal.substring(i, i + 2));
            }
        }
        return pairs;
    }
}
