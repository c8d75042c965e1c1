package io.fumikura.index;

/**
 * One spelling for a word in katakana: コンピューター and コンピュータ, インタフェース and インターフェース, ウィルス and ウイルス are
 * each one. Short words keep their vowels, or ビル (building) would be ビール (beer).
 */
final class Katakana {

    private static final int SHORTEST = 4;
    private static final String SMALL = "ァィゥェォッャュョヮヴ";
    private static final String LARGE = "アイウエオツヤユヨワブ";

    private Katakana() {}

    static String canonical(String word) {
        String open = word.replace("ー", "");
        if (open.length() >= SHORTEST) {
            return large(open);
        }
        // As Lucene's JapaneseKatakanaStemFilter: サーバー is サーバ, コピー stays.
        return word.length() >= SHORTEST && word.endsWith("ー")
                ? word.substring(0, word.length() - 1)
                : word;
    }

    private static String large(String word) {
        String plain =
                word.replace("ヴァ", "バ").replace("ヴィ", "ビ").replace("ヴェ", "ベ").replace("ヴォ", "ボ");
        StringBuilder large = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            int small = SMALL.indexOf(plain.charAt(i));
            large.append(small < 0 ? plain.charAt(i) : LARGE.charAt(small));
        }
        return large.toString();
    }
}
