package io.fumikura.ocr.recognise;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** A reading as it is shown: NFC, without variation selectors and without blanks at its ends. */
public final class LineText {
    private static final Pattern SELECTORS = Pattern.compile("[\\uFE0E\\uFE0F]");
    private static final Pattern BLANK_ENDS = Pattern.compile("^[\\s\\u3000]{2,}|[\\s\\u3000]+$");

    private LineText() {}

    /** A single blank at the start stays: a paragraph may begin with one. */
    public static String of(String read) {
        String plain = SELECTORS.matcher(read).replaceAll("");
        return Normalizer.normalize(BLANK_ENDS.matcher(plain).replaceAll(""), Normalizer.Form.NFC);
    }
}
