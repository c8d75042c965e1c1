package io.fumikura.ingest.blob;

import java.util.regex.Pattern;

/**
 * A part of the store that is looked at as one: it is short enough.
 *
 * @param prefix how the sums in it begin
 */
public record BlobFolder(String tenant, String prefix) {
    static final int PREFIX = 2;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{" + PREFIX + "}");

    static boolean isPrefix(String name) {
        return NAME.matcher(name).matches();
    }

    /** Its place in the store: {@code tenant/ab}. */
    String path() {
        return tenant + "/" + prefix;
    }
}
