package io.fumikura.ingest.parse.bad;

import static io.fumikura.ingest.parse.bad.BadFile.INDEXED;
import static io.fumikura.ingest.parse.bad.BadFile.TOO_LARGE;
import static io.fumikura.ingest.parse.bad.BadFile.UNREADABLE;
import static io.fumikura.ingest.parse.bad.Zip.paragraph;
import static io.fumikura.ingest.parse.bad.Zip.relation;

import java.util.List;

/** Office files whose XML does harm, or tries to. */
final class BadOfficeXml {
    private static final String FILE = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
    private static final String NET = "<!DOCTYPE a SYSTEM 'http://outside.invalid/a.dtd'>";
    private static final String PARAMETER =
            "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://outside.invalid/a.dtd'> %x;]>";

    private BadOfficeXml() {}

    static List<BadFile> files() {
        return List.of(
                new BadFile(
                        "entity-of-a-file.docx",
                        UNREADABLE,
                        () -> document(FILE, paragraph("&x;"))),
                new BadFile("dtd-outside.docx", UNREADABLE, () -> document(NET, paragraph("text"))),
                new BadFile(
                        "parameter-entity.docx",
                        UNREADABLE,
                        () -> document(PARAMETER, paragraph("text"))),
                new BadFile(
                        "billion-laughs.docx",
                        UNREADABLE,
                        () -> document(laughs(), paragraph("&l9;"))),
                new BadFile(
                        "unknown-entity.docx", UNREADABLE, () -> document("", paragraph("&x;"))),
                new BadFile("billion-laughs.xlsx", UNREADABLE, BadOfficeXml::laughingStrings),
                new BadFile("entity-in-relations.docx", UNREADABLE, BadOfficeXml::relations),
                new BadFile("entity-in-properties.docx", UNREADABLE, BadOfficeXml::properties),
                new BadFile("deep.docx", TOO_LARGE, () -> document("", "<w:x>".repeat(5_000))),
                new BadFile(
                        "deep-tables.docx",
                        TOO_LARGE,
                        () -> document("", "<w:tbl><w:tr><w:tc>".repeat(500))),
                new BadFile(
                        "deep-text-boxes.docx",
                        TOO_LARGE,
                        () -> document("", "<w:p><w:r>".repeat(1_000))),
                new BadFile("deep-groups.pptx", TOO_LARGE, () -> slide("<p:grpSp>".repeat(3_000))),
                new BadFile("not-closed.docx", UNREADABLE, () -> document("", "<w:p><w:r>")),
                new BadFile(
                        "control-characters.docx",
                        UNREADABLE,
                        () -> document("", paragraph("a\u0001b"))),
                new BadFile(
                        "number-of-zero.docx", UNREADABLE, () -> document("", paragraph("&#0;"))),
                new BadFile(
                        "long-attribute.docx",
                        UNREADABLE,
                        () -> document("", "<w:p a='" + "x".repeat(6_000_000) + "'/>")),
                new BadFile(
                        "long-comment.docx",
                        UNREADABLE,
                        () -> document("", "<!--" + "x".repeat(6_000_000) + "-->")),
                new BadFile("wrong-encoding.docx", UNREADABLE, BadOfficeXml::encoding),
                new BadFile("much-text.docx", TOO_LARGE, BadOfficeXml::muchText),
                new BadFile("much-text-in-a-cell.docx", TOO_LARGE, BadOfficeXml::muchTextInACell),
                new BadFile("links-outside.docx", INDEXED, BadOfficeXml::links));
    }

    private static byte[] document(String before, String body) {
        return Zip.office(
                        "word/document.xml",
                        before
                                + "<w:document xmlns:w='urn:w'><w:body>"
                                + body
                                + "</w:body></w:document>",
                        "")
                .bytes();
    }

    private static String laughs() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 'ha'>");
        for (int i = 1; i < 10; i++) {
            entities.append("<!ENTITY l%d '%s'>".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
        }
        return entities + "]>";
    }

    private static byte[] laughingStrings() {
        return BadOffice.workbook("a", "")
                .add("xl/strings.xml", laughs() + "<sst><si><t>&l9;</t></si></sst>")
                .bytes();
    }

    private static byte[] relations() {
        return new Zip()
                .add("_rels/.rels", FILE + Zip.relations(relation("a", "officeDocument", "&x;")))
                .add("word/document.xml", "<document/>")
                .bytes();
    }

    private static byte[] properties() {
        return new Zip()
                .add(
                        "_rels/.rels",
                        Zip.relations(
                                relation("a", "officeDocument", "word/document.xml")
                                        + relation("b", "core-properties", "core.xml")))
                .add("word/document.xml", "<document><p><r><t>text</t></r></p></document>")
                .add("core.xml", FILE + "<p><title>&x;</title></p>")
                .bytes();
    }

    private static byte[] slide(String shapes) {
        return Zip.office(
                        "ppt/presentation.xml",
                        "<presentation xmlns:r='urn:r'><sldId id='256' r:id='b'/></presentation>",
                        relation("b", "slide", "slides/slide1.xml"))
                .add("ppt/slides/slide1.xml", "<p:sld xmlns:p='urn:p'>" + shapes)
                .bytes();
    }

    private static byte[] encoding() {
        byte[] xml =
                "<?xml version='1.0' encoding='UTF-8'?><document><p><r><t>請求書</t></r></p></document>"
                        .getBytes(java.nio.charset.Charset.forName("windows-31j"));
        return new Zip()
                .add("_rels/.rels", Zip.relations(relation("a", "officeDocument", "word/d.xml")))
                .add("word/d.xml", xml, 1)
                .bytes();
    }

    private static byte[] muchText() {
        return document("", paragraph("a".repeat(5_000_000)));
    }

    private static byte[] muchTextInACell() {
        return document("", "<w:tbl><w:tr><w:tc>" + paragraph("a".repeat(10_000)).repeat(500));
    }

    private static byte[] links() {
        String outside =
                "<Relationship Id='h' Type='urn:relationships/%s' Target='%s' TargetMode='External'/>";
        return Zip.office(
                        "word/document.xml",
                        "<w:document xmlns:w='urn:w' xmlns:r='urn:r'><w:body>"
                                + paragraph("本文です。")
                                + "<w:p><w:r><w:drawing><blip r:link='h'/></w:drawing></w:r></w:p>"
                                + "</w:body></w:document>",
                        outside.formatted("attachedTemplate", "http://outside.invalid/a.dotm")
                                + outside.formatted("image", "file:///etc/passwd")
                                + relation("s", "styles", "http://outside.invalid/styles.xml"))
                .bytes();
    }
}
