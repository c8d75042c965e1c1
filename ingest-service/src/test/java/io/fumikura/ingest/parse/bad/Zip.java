package io.fumikura.ingest.parse.bad;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP file with the parts of an Office file, each time the same bytes. */
public final class Zip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    public Zip add(String name, String text) {
        return add(name, text.getBytes(StandardCharsets.UTF_8), 1);
    }

    /** The same content over and over, in little memory. */
    Zip add(String name, byte[] content, int times) {
        try {
            ZipEntry entry = new ZipEntry(name);
            entry.setTime(0);
            zip.putNextEntry(entry);
            for (int i = 0; i < times; i++) {
                zip.write(content);
            }
            zip.closeEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A package whose main part is this.
     *
     * @param relations entries of the main part's list of relations
     */
    public static Zip office(String main, String xml, String relations) {
        int folder = main.lastIndexOf('/') + 1;
        return new Zip()
                .add("[Content_Types].xml", "<Types/>")
                .add("_rels/.rels", relations(relation("a", "officeDocument", main)))
                .add(
                        main.substring(0, folder) + "_rels/" + main.substring(folder) + ".rels",
                        relations(relations))
                .add(main, xml);
    }

    public static String relation(String id, String meaning, String target) {
        return "<Relationship Id='%s' Type='urn:relationships/%s' Target='%s'/>"
                .formatted(id, meaning, target);
    }

    static String relations(String entries) {
        return "<Relationships>" + entries + "</Relationships>";
    }

    public static Zip document(String body) {
        return office(
                "word/document.xml",
                "<w:document xmlns:w='urn:w'><w:body>" + body + "</w:body></w:document>",
                "");
    }

    public static String paragraph(String text) {
        return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }
}
