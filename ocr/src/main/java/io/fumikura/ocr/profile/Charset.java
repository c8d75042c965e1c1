package io.fumikura.ocr.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The characters of a model, by class. Nothing is trimmed and no line is skipped: the first entry
 * of a published list is an ideographic blank, and some entries look empty.
 */
public final class Charset {
    private Charset() {}

    /** One entry a line, by line feeds only; the last line may or may not end with one. */
    public static List<String> lines(String text) {
        List<String> entries = new ArrayList<>(List.of(text.split("\n", -1)));
        if (entries.get(entries.size() - 1).isEmpty()) {
            entries.remove(entries.size() - 1);
        }
        return entries;
    }

    /** One entry a code point; line feeds at the end are none. */
    public static List<String> codePoints(String text) {
        return text.replaceAll("\n+$", "").codePoints().mapToObj(Character::toString).toList();
    }

    /** Classes of a CTC model: the blank, the entries, and where the model has one a space. */
    public static List<String> ctc(List<String> entries, boolean space) {
        List<String> classes = new ArrayList<>(entries.size() + 2);
        classes.add("");
        classes.addAll(entries);
        if (space) {
            classes.add(" ");
        }
        return classes;
    }

    static boolean hasDuplicates(List<String> entries) {
        return new HashSet<>(entries).size() < entries.size();
    }
}
