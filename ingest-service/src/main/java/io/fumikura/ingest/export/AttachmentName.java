package io.fumikura.ingest.export;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The name under which a file is saved, as RFC 6266 and RFC 5987 write it into a header. */
public final class AttachmentName {
    private static final int MAX_LENGTH = 120;

    private AttachmentName() {}

    /**
     * @param name without its ending, of any characters
     */
    public static String disposition(String name, String ending) {
        String shown = safe(name) + "." + ending;
        return "attachment; filename=\"" + plain(shown) + "\"; filename*=UTF-8''" + encoded(shown);
    }

    /** No character that means something in a path or a header. */
    private static String safe(String name) {
        String kept =
                name.codePoints()
                        .limit(MAX_LENGTH)
                        .map(c -> isUnsafe(c) ? '_' : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString()
                        .strip();
        return kept.isEmpty() || kept.startsWith(".") ? "document" + kept : kept;
    }

    private static boolean isUnsafe(int c) {
        return Character.getType(c) == Character.CONTROL
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || "\\/:*?\"<>|".indexOf(c) >= 0;
    }

    private static String plain(String name) {
        return name.replaceAll("[^ -~]", "_").replace("%", "_");
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean attribute =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "!#$&+-.^_`|~".indexOf(c) >= 0;
            if (attribute) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
