package io.fumikura.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Old forms of kanji to today's (國 to 国), character by character. The table is OpenCC's, as it is
 * published (Apache-2.0); it lacks only forms that names are written with and that no other word
 * has, which are added here.
 */
final class KanjiVariants {

    private static final String TABLE = "shinjitai.txt";

    /** Old form, today's form. */
    private static final String IN_NAMES = "髙高﨑崎邉辺𠮷吉濵浜";

    private static final Map<Integer, Integer> TODAYS = load();

    private KanjiVariants() {}

    static String modern(String text) {
        if (text.codePoints().noneMatch(TODAYS::containsKey)) {
            return text;
        }
        StringBuilder modern = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> TODAYS.getOrDefault(character, character))
                .forEach(modern::appendCodePoint);
        return modern.toString();
    }

    /** A line is: today's form, tab, its other forms separated by spaces, among them itself. */
    private static Map<Integer, Integer> load() {
        Map<Integer, Integer> todays = new HashMap<>();
        int[] names = IN_NAMES.codePoints().toArray();
        for (int i = 0; i < names.length; i += 2) {
            todays.put(names[i], names[i + 1]);
        }
        try (InputStream table = KanjiVariants.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException("the build left out " + TABLE);
            }
            new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .forEach(cells -> add(todays, cells[0].codePointAt(0), cells[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE + " cannot be read", e);
        }
        return Map.copyOf(todays);
    }

    private static void add(Map<Integer, Integer> todays, int modern, String forms) {
        forms.codePoints()
                .filter(form -> form != ' ' && form != modern)
                .forEach(form -> todays.put(form, modern));
    }
}
