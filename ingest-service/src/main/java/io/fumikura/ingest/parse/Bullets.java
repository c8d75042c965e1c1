package io.fumikura.ingest.parse;

import java.util.regex.Pattern;

/** Knows an entry of a list by its first characters, for formats that do not mark it. */
public final class Bullets {
    private static final Pattern START =
            Pattern.compile(
                    "[\\s　]*(?:[・•‣●○◎■□◆◇▪▶※]|[-*–][\\s　]|[①-⑳㋐-㋾]|"
                            + "[(（][0-9０-９一二三四五六七八九十ア-ンｱ-ﾝa-zA-Z]{1,3}[)）]|"
                            + "[0-9０-９]{1,3}[)）]|[0-9０-９]{1,3}[.．](?![0-9０-９])|"
                            + "[一二三四五六七八九十]{1,3}　)[\\s　]*[^\\s　].*");

    private Bullets() {}

    public static boolean starts(String line) {
        return START.matcher(line).matches();
    }
}
