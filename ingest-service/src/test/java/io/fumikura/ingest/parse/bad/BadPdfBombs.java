package io.fumikura.ingest.parse.bad;

import static io.fumikura.ingest.parse.bad.BadFile.EMPTY;
import static io.fumikura.ingest.parse.bad.BadFile.TOO_LARGE;
import static io.fumikura.ingest.parse.bad.BadFiles.raw;
import static io.fumikura.ingest.parse.bad.RawPdf.flate;

import java.util.Arrays;
import java.util.List;

/** Small PDFs that become large, or never end. */
final class BadPdfBombs {
    private static final byte[] BLANKS = new byte[1 << 20];

    static {
        Arrays.fill(BLANKS, (byte) ' ');
    }

    private BadPdfBombs() {}

    static List<BadFile> files() {
        return List.of(
                new BadFile("packed-blanks.pdf", TOO_LARGE, () -> packed(flate(BLANKS, 300))),
                new BadFile(
                        "packed-arrays.pdf",
                        TOO_LARGE,
                        () -> packed(flate(raw("[]".repeat(500_000)), 40))),
                new BadFile(
                        "packed-numbers.pdf",
                        TOO_LARGE,
                        () -> packed(flate(raw("0 ".repeat(500_000)), 60))),
                new BadFile("packed-twice.pdf", TOO_LARGE, BadPdfBombs::packedTwice),
                new BadFile("run-lengths.pdf", TOO_LARGE, BadPdfBombs::runLengths),
                new BadFile("many-contents.pdf", TOO_LARGE, BadPdfBombs::manyContents),
                new BadFile("packed-objects.pdf", TOO_LARGE, BadPdfBombs::packedObjects),
                new BadFile("packed-character-map.pdf", TOO_LARGE, BadPdfBombs::packedMap),
                new BadFile("rows-too-long.pdf", EMPTY, BadPdfBombs::longRows),
                new BadFile("picture-for-content.pdf", EMPTY, BadPdfBombs::pictureForContent),
                new BadFile("form-in-itself.pdf", TOO_LARGE, BadPdfBombs::formInItself),
                new BadFile("deep-arrays.pdf", EMPTY, () -> resources("[".repeat(30_000))),
                new BadFile(
                        "deep-dictionaries.pdf", EMPTY, () -> resources("<< /A ".repeat(30_000))),
                new BadFile(
                        "many-arrays.pdf",
                        TOO_LARGE,
                        () -> resources("[" + "[]".repeat(3_000_000) + "]")));
    }

    private static byte[] packed(byte[] content) {
        return RawPdf.page("").stream("/Filter /FlateDecode", content).bytes();
    }

    private static byte[] packedTwice() {
        byte[] inner = flate(BLANKS, 200);
        StringBuilder hex = new StringBuilder();
        for (byte b : inner) {
            hex.append("%02x".formatted(b));
        }
        return RawPdf.page("").stream("/Filter [/ASCIIHexDecode /FlateDecode]", raw(hex + ">"))
                .bytes();
    }

    private static byte[] runLengths() {
        byte[] runs = new byte[1 << 20];
        for (int i = 0; i < runs.length; i += 2) {
            runs[i] = (byte) 0x81;
            runs[i + 1] = ' ';
        }
        return RawPdf.page("").stream("/Filter /RunLengthDecode", runs).bytes();
    }

    private static byte[] manyContents() {
        return new RawPdf()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                        .object(
                                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ["
                                        + "4 0 R ".repeat(10_000)
                                        + "] >>")
                        .stream("/Filter /FlateDecode", flate(BLANKS))
                        .bytes();
    }

    /** The page is inside a stream of objects that unpacks to a few hundred megabytes. */
    private static byte[] packedObjects() {
        byte[] objects = flate(BLANKS, 200);
        String head = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n";
        int second = head.length();
        byte[] stream =
                BadFiles.join(
                        raw(
                                "2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length "
                                        + objects.length
                                        + " >>\nstream\n"),
                        objects,
                        raw("\nendstream\nendobj\n"));
        int third = second + stream.length;
        byte[] entries = new byte[4 * 6];
        write(entries, 0, 0, 0);
        write(entries, 1, 1, head.indexOf("1 0 obj"));
        write(entries, 2, 1, second);
        write(entries, 3, 2, 2);
        return BadFiles.join(
                raw(head),
                stream,
                raw(
                        "4 0 obj\n<< /Type /XRef /Size 4 /W [1 4 1] /Root 1 0 R /Length "
                                + entries.length
                                + " >>\nstream\n"),
                entries,
                raw("\nendstream\nendobj\nstartxref\n" + third + "\n%%EOF\n"));
    }

    private static void write(byte[] entries, int object, int type, int place) {
        int at = 6 * object;
        entries[at] = (byte) type;
        for (int i = 0; i < 4; i++) {
            entries[at + 1 + i] = (byte) (place >>> (24 - 8 * i));
        }
    }

    private static byte[] packedMap() {
        return RawPdf.page("/Font << /F1 5 0 R >>").stream(
                        "", raw("BT /F1 12 Tf 72 700 Td <00410041> Tj ET"))
                .object(
                        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H"
                                + " /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>")
                .object(
                        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo <<"
                                + " /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>")
                .stream("/Filter /FlateDecode", flate(BLANKS, 200))
                .bytes();
    }

    private static byte[] longRows() {
        return RawPdf.page("").stream(
                        "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2000000000"
                                + " /Colors 32 /BitsPerComponent 16 >>",
                        flate(BLANKS))
                .bytes();
    }

    private static byte[] pictureForContent() {
        return RawPdf.page("").stream("/Filter /DCTDecode", BadImages.jpeg(65_000, 65_000)).bytes();
    }

    /** Twice in itself: two to the power of fifty. */
    private static byte[] formInItself() {
        return RawPdf.page("/XObject << /X 5 0 R >>").stream("", raw("/X Do")).stream(
                        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X"
                                + " 5 0 R >> >>",
                        raw("/X Do /X Do " + " ".repeat(1000)))
                .bytes();
    }

    private static byte[] resources(String extra) {
        return RawPdf.page("/Font " + extra).stream("", raw("BT /F1 12 Tf (text) Tj ET")).bytes();
    }
}
