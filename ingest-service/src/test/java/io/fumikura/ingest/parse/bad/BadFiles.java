package io.fumikura.ingest.parse.bad;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** All of them. */
public final class BadFiles {
    private BadFiles() {}

    public static List<BadFile> all() {
        return Stream.of(
                        BadText.files(),
                        BadMarkup.files(),
                        BadPdfs.files(),
                        BadPdfBombs.files(),
                        BadOffice.files(),
                        BadOfficeXml.files(),
                        BadImages.files())
                .flatMap(List::stream)
                .toList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One byte a character. */
    static byte[] raw(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] cut(byte[] whole, double share) {
        return java.util.Arrays.copyOf(whole, (int) (whole.length * share));
    }
}
