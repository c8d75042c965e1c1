package io.fumikura.ingest.parse.bad;

import static io.fumikura.ingest.parse.bad.BadFile.EMPTY;
import static io.fumikura.ingest.parse.bad.BadFile.ENCRYPTED;
import static io.fumikura.ingest.parse.bad.BadFile.INDEXED;
import static io.fumikura.ingest.parse.bad.BadFile.NEEDS_OCR;
import static io.fumikura.ingest.parse.bad.BadFile.TOO_LARGE;
import static io.fumikura.ingest.parse.bad.BadFile.UNREADABLE;
import static io.fumikura.ingest.parse.bad.BadFile.UNSUPPORTED;
import static io.fumikura.ingest.parse.bad.BadFiles.cut;
import static io.fumikura.ingest.parse.bad.BadFiles.raw;

import io.fumikura.ingest.parse.pdf.Pdfs;
import java.util.List;

/** PDFs that are cut off, closed, in circles, or without readable text. */
final class BadPdfs {
    private static final String LONG = "The quick brown fox jumps over the lazy dog. ".repeat(4);
    private static final String HELVETICA =
            "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";

    private BadPdfs() {}

    static List<BadFile> files() {
        return List.of(
                new BadFile("cut-in-half.pdf", UNREADABLE, () -> cut(good(), 0.5)),
                new BadFile("end-missing.pdf", UNREADABLE, () -> cut(good(), 0.97)),
                new BadFile("only-a-header.pdf", UNREADABLE, () -> raw("%PDF-1.7\n%%EOF\n")),
                new BadFile("rubbish.pdf", UNREADABLE, () -> raw("%PDF-1.7\nrubbish\n%%EOF\n")),
                new BadFile("encrypted.pdf", ENCRYPTED, Pdfs::encryptedUnchecked),
                new BadFile("text.pdf", UNSUPPORTED, () -> raw("This is no PDF.")),
                new BadFile("no-pages.pdf", EMPTY, () -> tree("/Kids [] /Count 0")),
                new BadFile(
                        "million-pages.pdf", TOO_LARGE, () -> tree("/Kids [3 0 R] /Count 1000000")),
                new BadFile("pages-missing.pdf", UNREADABLE, () -> tree("/Kids [3 0 R] /Count 50")),
                new BadFile("negative-pages.pdf", EMPTY, () -> tree("/Kids [3 0 R] /Count -7")),
                new BadFile(
                        "page-is-its-parent.pdf", UNREADABLE, () -> tree("/Kids [2 0 R] /Count 9")),
                new BadFile("pages-in-a-circle.pdf", UNREADABLE, BadPdfs::circle),
                new BadFile(
                        "kids-are-numbers.pdf", UNREADABLE, () -> tree("/Kids [1 2 3] /Count 3")),
                new BadFile(
                        "no-catalogue.pdf", UNREADABLE, () -> new RawPdf().object("null").bytes()),
                new BadFile("deep-page-tree.pdf", TOO_LARGE, BadPdfs::deepTree),
                new BadFile("blank-page.pdf", EMPTY, () -> page("", "")),
                new BadFile(
                        "no-operators.pdf", EMPTY, () -> page("", "\u0001\u0002 )) >> ]] <<< ((")),
                new BadFile("font-missing.pdf", INDEXED, () -> page("", text("/F9"))),
                new BadFile("picture.pdf", NEEDS_OCR, () -> picture(1000, 1400)),
                new BadFile("huge-picture.pdf", NEEDS_OCR, () -> picture(2_000_000, 2_000_000)),
                new BadFile("inline-picture.pdf", NEEDS_OCR, BadPdfs::inlinePicture),
                new BadFile("glyphs-without-names.pdf", NEEDS_OCR, () -> font("")),
                new BadFile("private-use.pdf", NEEDS_OCR, () -> font("e000")),
                new BadFile("replacement-characters.pdf", NEEDS_OCR, () -> font("fffd")),
                new BadFile("control-characters.pdf", NEEDS_OCR, () -> font("0001")),
                new BadFile("wrong-encoding.pdf", NEEDS_OCR, () -> font("00e3")),
                new BadFile("endless-character-map.pdf", NEEDS_OCR, BadPdfs::endlessMap),
                new BadFile(
                        "script.pdf",
                        INDEXED,
                        () -> active("/S /JavaScript /JS (app.alert\\(1\\))")),
                new BadFile("launch.pdf", INDEXED, () -> active("/S /Launch /F (/bin/sh)")),
                new BadFile(
                        "form-to-send.pdf",
                        INDEXED,
                        () ->
                                active(
                                        "/S /SubmitForm /F << /FS /URL /F (http://outside.invalid/) >>")),
                new BadFile(
                        "file-outside.pdf",
                        INDEXED,
                        () -> active("/S /GoToR /F (file:///etc/passwd) /D [0 /Fit]")));
    }

    private static byte[] good() {
        return page(HELVETICA, text("/F1"));
    }

    private static String text(String font) {
        return "BT " + font + " 12 Tf 72 700 Td (" + LONG + ") Tj ET";
    }

    static byte[] page(String resources, String content) {
        return RawPdf.page(resources).stream("", raw(content)).bytes();
    }

    private static byte[] tree(String entries) {
        return new RawPdf()
                .object("<< /Type /Catalog /Pages 2 0 R >>")
                .object("<< /Type /Pages " + entries + " >>")
                .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
                .bytes();
    }

    private static byte[] circle() {
        return new RawPdf()
                .object("<< /Type /Catalog /Pages 2 0 R >>")
                .object("<< /Type /Pages /Kids [3 0 R] /Count 2 >>")
                .object("<< /Type /Pages /Kids [4 0 R] /Count 2 /Parent 2 0 R >>")
                .object("<< /Type /Pages /Kids [2 0 R] /Count 2 /Parent 3 0 R >>")
                .bytes();
    }

    private static byte[] deepTree() {
        RawPdf pdf = new RawPdf().object("<< /Type /Catalog /Pages 2 0 R >>");
        for (int i = 2; i < 20_000; i++) {
            pdf.object("<< /Type /Pages /Kids [%d 0 R] /Count 1 >>".formatted(i + 1));
        }
        return pdf.object("<< /Type /Page /MediaBox [0 0 595 842] >>").bytes();
    }

    private static byte[] picture(int width, int height) {
        return RawPdf.page("/XObject << /I 5 0 R >>").stream(
                        "", raw("q 595 0 0 842 0 0 cm /I Do Q"))
                .stream(
                        "/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode"
                                .formatted(width, height),
                        raw("\u00ff\u00d8\u00ff\u00e0no picture at all"))
                .bytes();
    }

    private static byte[] inlinePicture() {
        return page("", "q 595 0 0 842 0 0 cm BI /W 4 /H 4 /BPC 8 /CS /G ID 0123456789abcdef EI Q");
    }

    /**
     * A font of glyph numbers.
     *
     * @param character that all glyphs stand for, or empty
     */
    private static byte[] font(String character) {
        String map =
                "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff>"
                        + " endcodespacerange 1 beginbfchar <0041> <%s> endbfchar endcmap end";
        return font(character.isEmpty() ? "" : map.formatted(character), "");
    }

    private static byte[] endlessMap() {
        String ranges = "<00000000> <ffffffff> <0041>\n".repeat(100);
        return font(
                "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 100 beginbfrange "
                        + ranges
                        + " endbfrange 1 beginbfchar <0041> <e000> endbfchar endcmap",
                "");
    }

    private static byte[] font(String map, String extra) {
        RawPdf pdf =
                RawPdf.page("/Font << /F1 5 0 R >>" + extra).stream(
                                "", raw("BT /F1 12 Tf 72 700 Td <" + "0041".repeat(60) + "> Tj ET"))
                        .object(
                                "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H"
                                        + " /DescendantFonts [6 0 R]"
                                        + (map.isEmpty() ? "" : " /ToUnicode 7 0 R")
                                        + " >>")
                        .object(
                                "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo"
                                        + " << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
                                        + " /DW 1000 >>");
        return map.isEmpty() ? pdf.bytes() : pdf.stream("", raw(map)).bytes();
    }

    private static byte[] active(String action) {
        return new RawPdf()
                        .object(
                                "<< /Type /Catalog /Pages 2 0 R /OpenAction << /Type /Action "
                                        + action
                                        + " >> >>")
                        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                        .object(
                                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                                        + " /AA << /O << "
                                        + action
                                        + " >> >> /Resources << "
                                        + HELVETICA
                                        + " >> >>")
                        .stream("", raw(text("/F1")))
                        .bytes();
    }
}
