package io.fumikura.ingest.parse.bad;

import static io.fumikura.ingest.parse.bad.BadFile.EMPTY;
import static io.fumikura.ingest.parse.bad.BadFile.TOO_LARGE;
import static io.fumikura.ingest.parse.bad.BadFile.UNREADABLE;
import static io.fumikura.ingest.parse.bad.BadFile.UNSUPPORTED;
import static io.fumikura.ingest.parse.bad.BadFiles.join;
import static io.fumikura.ingest.parse.bad.BadFiles.raw;
import static io.fumikura.ingest.parse.bad.BadFiles.utf8;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Text in no encoding, text without text, and what is no text; separated values. */
final class BadText {
    private static final Charset SHIFT_JIS = Charset.forName("windows-31j");

    private BadText() {}

    static List<BadFile> files() {
        return List.of(
                new BadFile("no-bytes.txt", EMPTY, () -> new byte[0]),
                new BadFile("blank.txt", EMPTY, () -> utf8(" \n\t\r\n　\n \f\n")),
                new BadFile("bytes-at-random.txt", UNREADABLE, BadText::noise),
                new BadFile(
                        "two-encodings.txt",
                        UNREADABLE,
                        () -> join(utf8("東京都千代田区。"), "大阪府大阪市。\n".getBytes(SHIFT_JIS))),
                new BadFile(
                        "latin1.txt",
                        UNREADABLE,
                        () ->
                                "Caf\u00e9 \u00e9t\u00e9 \u00e0 la carte"
                                        .getBytes(StandardCharsets.ISO_8859_1)),
                new BadFile(
                        "half-a-utf16-unit.txt",
                        UNREADABLE,
                        () -> join(raw("\u00ff\u00fe"), raw("a\0b\0c"))),
                new BadFile(
                        "declared-utf8-with-mark.txt",
                        UNREADABLE,
                        () -> join(raw("\u00ef\u00bb\u00bf"), "請求書".getBytes(SHIFT_JIS))),
                new BadFile("zero-bytes.txt", UNSUPPORTED, () -> raw("text\0with\0zeros")),
                new BadFile("program.txt", UNSUPPORTED, () -> raw("MZ\u0090\0\u0003\0\0\0")),
                new BadFile("elf.txt", UNSUPPORTED, () -> raw("\u007fELF\u0002\u0001\u0001\0\0\0")),
                new BadFile("gzip.txt", UNSUPPORTED, () -> raw("\u001f\u008b\b\0\0\0\0\0\0\0abc")),
                new BadFile(
                        "seven-zip.md", UNSUPPORTED, () -> raw("7z\u00bc\u00af'\u001c\0\u0004")),
                new BadFile("rar.html", UNSUPPORTED, () -> raw("Rar!\u001a\u0007\0")),
                new BadFile(
                        "nested.json",
                        UNSUPPORTED,
                        () -> utf8("[".repeat(200_000) + "]".repeat(200_000))),
                new BadFile("declared.txt", "application/json", UNSUPPORTED, () -> utf8("{}")),
                new BadFile("feed.xml", "text/xml", UNSUPPORTED, () -> utf8("<a/>")),
                new BadFile("rich.rtf", UNSUPPORTED, () -> utf8("{\\rtf1 text}")),
                new BadFile(
                        "long.txt",
                        TOO_LARGE,
                        () -> {
                            byte[] text = new byte[21_000_000];
                            Arrays.fill(text, (byte) 'a');
                            return text;
                        }),
                new BadFile(
                        "quote-without-end.csv",
                        UNREADABLE,
                        () -> utf8("a,b\n1,\"" + "x,y\n".repeat(400_000))),
                new BadFile("nothing-but-commas.csv", EMPTY, () -> utf8(",,,\n".repeat(1000))),
                new BadFile("bytes-at-random.csv", UNREADABLE, BadText::noise),
                new BadFile("zero-bytes.tsv", UNSUPPORTED, () -> raw("a\tb\n\0\t\0")));
    }

    /** Never a zero, which would make it binary. */
    private static byte[] noise() {
        byte[] bytes = new byte[5000];
        long state = 42;
        for (int i = 0; i < bytes.length; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            bytes[i] = (byte) (1 + (state >>> 33) % 255);
        }
        bytes[0] = (byte) 0xff;
        return bytes;
    }
}
