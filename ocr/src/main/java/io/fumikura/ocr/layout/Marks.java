package io.fumikura.ocr.layout;

import java.util.regex.Pattern;

/** What the first characters of a line say about it. */
final class Marks {
    private static final Pattern ITEM =
            Pattern.compile(
                    "[\\s\\u3000]*(?:[・●○■□◆◇※①-⑳]|[(（]?"
                            + "(?:[0-9０-９]{1,3}|[一二三四五六七八九十]+|[ア-ン]|[イロハニホヘト])"
                            + "[.．、）)](?![0-9０-９])).*");
    private static final Pattern CAPTION =
            Pattern.compile(
                    "[\\s\\u3000]*(?:図|表|写真|Fig\\.?|Figure|Table)[\\s\\u3000]*"
                            + "[0-9０-９一二三四五六七八九十].*");

    private Marks() {}

    static boolean beginsAnItem(String text) {
        return ITEM.matcher(text).matches();
    }

    static boolean beginsACaption(String text) {
        return CAPTION.matcher(text).matches();
    }
}
