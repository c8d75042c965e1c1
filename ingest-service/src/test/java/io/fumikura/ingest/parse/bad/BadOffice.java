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
import static io.fumikura.ingest.parse.bad.Zip.paragraph;
import static io.fumikura.ingest.parse.bad.Zip.relation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Office files: bad containers, parts that are missing, old and encrypted ones. */
final class BadOffice {
    private static final String DOCX =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private BadOffice() {}

    static List<BadFile> files() {
        return List.of(
                new BadFile("cut.docx", UNREADABLE, () -> cut(good(), 0.6)),
                new BadFile("end-missing.docx", UNREADABLE, () -> cut(good(), 0.97)),
                new BadFile("changed-bytes.docx", UNREADABLE, BadOffice::changed),
                new BadFile("encrypted.docx", ENCRYPTED, () -> ole2("EncryptedPackage", 20_000)),
                new BadFile("encrypted.xlsx", ENCRYPTED, () -> ole2("EncryptedPackage", 2_000_000)),
                new BadFile("encrypted.pptx", ENCRYPTED, () -> ole2("EncryptedPackage", 100)),
                new BadFile(
                        "old.doc",
                        "application/msword",
                        UNSUPPORTED,
                        () -> ole2("WordDocument", 9000)),
                new BadFile(
                        "old.xls",
                        "application/vnd.ms-excel",
                        UNSUPPORTED,
                        () -> ole2("Workbook", 9000)),
                new BadFile("old.ppt", UNSUPPORTED, () -> ole2("PowerPoint Document", 9000)),
                new BadFile("old-named-new.docx", UNSUPPORTED, () -> ole2("WordDocument", 9000)),
                new BadFile(
                        "cut-ole2.docx", UNSUPPORTED, () -> cut(ole2("WordDocument", 9000), 0.1)),
                new BadFile("nothing-inside.docx", UNSUPPORTED, () -> new Zip().bytes()),
                new BadFile("text.docx", UNSUPPORTED, () -> raw("This is no Office file.")),
                new BadFile(
                        "archive.zip", UNSUPPORTED, () -> new Zip().add("a.txt", "text").bytes()),
                new BadFile(
                        "archive.docx", UNREADABLE, () -> new Zip().add("a.txt", "text").bytes()),
                new BadFile("other-office.odt", UNSUPPORTED, BadOffice::openDocument),
                new BadFile(
                        "program.jar",
                        UNSUPPORTED,
                        () -> new Zip().add("META-INF/MANIFEST.MF", "a").bytes()),
                new BadFile("name-leads-out.docx", UNREADABLE, () -> with("../../../etc/cron.d/a")),
                new BadFile("name-from-the-root.docx", UNREADABLE, () -> with("/etc/cron.d/a")),
                new BadFile("name-of-windows.docx", UNREADABLE, () -> with("..\\..\\autoexec.bat")),
                new BadFile("same-name-twice.docx", UNREADABLE, BadOffice::sameName),
                new BadFile("many-entries.docx", TOO_LARGE, BadOffice::manyEntries),
                new BadFile("claims-many-entries.docx", TOO_LARGE, BadOffice::claimsEntries),
                new BadFile("bomb.docx", TOO_LARGE, BadOffice::bomb),
                new BadFile("bomb-that-lies.docx", UNREADABLE, BadOffice::lyingBomb),
                new BadFile("main-part-missing.docx", UNREADABLE, BadOffice::withoutMain),
                new BadFile(
                        "main-part-is-text.docx",
                        UNREADABLE,
                        () -> Zip.office("word/document.xml", "text", "").bytes()),
                new BadFile(
                        "another-kind.docx",
                        UNREADABLE,
                        () -> Zip.office("word/document.xml", "<drawing/>", "").bytes()),
                new BadFile("no-text.docx", EMPTY, () -> Zip.document("<w:p/>").bytes()),
                new BadFile(
                        "deleted-text.docx",
                        EMPTY,
                        () -> Zip.document("<w:del>" + paragraph("a") + "</w:del>").bytes()),
                new BadFile(
                        "picture.docx",
                        NEEDS_OCR,
                        () ->
                                Zip.document("<w:p><w:r><w:drawing><blip/></w:drawing></w:r></w:p>")
                                        .bytes()),
                new BadFile("declared.bin", DOCX, UNSUPPORTED, () -> raw("no zip")),
                new BadFile("sheet-missing.xlsx", UNREADABLE, () -> workbook("b", "").bytes()),
                new BadFile(
                        "no-sheets.xlsx",
                        EMPTY,
                        () -> Zip.office("xl/workbook.xml", "<workbook/>", "").bytes()),
                new BadFile("no-cells.xlsx", EMPTY, () -> workbook("a", "<worksheet/>").bytes()),
                new BadFile("strings-without-end.xlsx", TOO_LARGE, BadOffice::manyStrings),
                new BadFile(
                        "no-slides.pptx",
                        EMPTY,
                        () -> Zip.office("ppt/presentation.xml", "<presentation/>", "").bytes()),
                new BadFile("slide-missing.pptx", UNREADABLE, BadOffice::slideMissing),
                new BadFile("macros.docm", INDEXED, () -> good("word/vbaProject.bin")),
                new BadFile("embedded-program.docx", INDEXED, () -> good("word/embeddings/a.exe")));
    }

    private static byte[] good(String... others) {
        Zip zip = Zip.document(paragraph("良い文書です。".repeat(30)));
        for (String other : others) {
            zip.add(other, "MZ");
        }
        return zip.bytes();
    }

    private static byte[] with(String name) {
        return Zip.document(paragraph("text")).add(name, "x").bytes();
    }

    private static byte[] changed() {
        byte[] bytes = Zip.document(paragraph("良い文書です。それだけです。")).bytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int packed = text.indexOf("word/document.xml") + "word/document.xml".length();
        Arrays.fill(bytes, packed, packed + 20, (byte) 0xff);
        return bytes;
    }

    private static byte[] ole2(String stream, int size) {
        try (POIFSFileSystem container = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            container.createDocument(new ByteArrayInputStream(new byte[size]), stream);
            container.writeFilesystem(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] openDocument() {
        return new Zip()
                .add("mimetype", "application/vnd.oasis.opendocument.text")
                .add("content.xml", "<a/>")
                .bytes();
    }

    private static byte[] replaced(byte[] zip, String name, String by) {
        return new String(zip, StandardCharsets.ISO_8859_1)
                .replace(name, by)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] sameName() {
        return replaced(with("word/dacument.xml"), "word/dacument.xml", "word/document.xml");
    }

    private static byte[] manyEntries() {
        Zip zip = Zip.document(paragraph("text"));
        for (int i = 0; i < 10_000; i++) {
            zip.add("word/media/" + i, "x");
        }
        return zip.bytes();
    }

    private static byte[] claimsEntries() {
        byte[] zip = good();
        zip[zip.length - 12] = (byte) 0xff;
        zip[zip.length - 11] = (byte) 0xff;
        return zip;
    }

    private static byte[] bomb() {
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) ' ');
        return Zip.document("<w:p/>").add("word/media/blanks", blanks, 600).bytes();
    }

    /** Its list says the parts are small. */
    private static byte[] lyingBomb() {
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) 'a');
        byte[] start = "<w:document xmlns:w='urn:w' a='".getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(start, blanks.length);
        Arrays.fill(content, start.length, content.length, (byte) 'a');
        Zip zip =
                new Zip()
                        .add(
                                "_rels/.rels",
                                Zip.relations(relation("a", "officeDocument", "word/d.xml")))
                        .add("word/d.xml", content, 30);
        byte[] bytes = zip.bytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int listed = text.lastIndexOf("word/d.xml") - 46;
        bytes[listed + 24] = 100;
        bytes[listed + 25] = 0;
        bytes[listed + 26] = 0;
        bytes[listed + 27] = 0;
        return bytes;
    }

    private static byte[] withoutMain() {
        return new Zip()
                .add("_rels/.rels", Zip.relations(relation("a", "officeDocument", "word/a.xml")))
                .add("word/styles.xml", "<styles/>")
                .bytes();
    }

    static Zip workbook(String id, String sheet) {
        return Zip.office(
                        "xl/workbook.xml",
                        "<workbook xmlns:r='urn:r'><sheets><sheet name='S' r:id='%s'/></sheets></workbook>"
                                .formatted(id),
                        relation("a", "worksheet", "sheet1.xml")
                                + relation("s", "sharedStrings", "strings.xml"))
                .add("xl/sheet1.xml", sheet.isEmpty() ? "<worksheet/>" : sheet);
    }

    private static byte[] manyStrings() {
        byte[] strings =
                ("<si><t>" + "あ".repeat(1000) + "</t></si>").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[strings.length * 5000 + 11];
        System.arraycopy("<sst>".getBytes(StandardCharsets.UTF_8), 0, all, 0, 5);
        for (int i = 0; i < 5000; i++) {
            System.arraycopy(strings, 0, all, 5 + i * strings.length, strings.length);
        }
        System.arraycopy("</sst>".getBytes(StandardCharsets.UTF_8), 0, all, all.length - 6, 6);
        return workbook("a", "").add("xl/strings.xml", all, 1).bytes();
    }

    private static byte[] slideMissing() {
        return Zip.office(
                        "ppt/presentation.xml",
                        "<presentation xmlns:r='urn:r'><sldId id='256' r:id='b'/></presentation>",
                        relation("b", "slide", "slides/slide1.xml"))
                .bytes();
    }
}
