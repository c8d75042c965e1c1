package io.fumikura.ingest.parse.bad;

import static io.fumikura.ingest.parse.bad.BadFiles.raw;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/** A PDF written object by object, so that anything in it may be wrong. */
final class RawPdf {
    private final List<byte[]> objects = new ArrayList<>();

    /** Numbers run from 1 in the order of adding. */
    RawPdf object(String text) {
        objects.add(raw(text));
        return this;
    }

    RawPdf stream(String entries, byte[] data) {
        objects.add(
                BadFiles.join(
                        raw("<< " + entries + " /Length " + data.length + " >>\nstream\n"),
                        data,
                        raw("\nendstream")));
        return this;
    }

    /** The first object is the catalogue. */
    byte[] bytes() {
        return bytes("");
    }

    byte[] bytes(String trailerEntries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(raw("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"));
        List<Integer> offsets = new ArrayList<>();
        for (byte[] object : objects) {
            offsets.add(out.size());
            out.writeBytes(raw(offsets.size() + " 0 obj\n"));
            out.writeBytes(object);
            out.writeBytes(raw("\nendobj\n"));
        }
        int start = out.size();
        StringBuilder table = new StringBuilder("xref\n0 " + (objects.size() + 1) + "\n");
        table.append("0000000000 65535 f \n");
        offsets.forEach(offset -> table.append("%010d 00000 n \n".formatted(offset)));
        table.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R ");
        table.append(trailerEntries).append(" >>\nstartxref\n").append(start).append("\n%%EOF\n");
        out.writeBytes(raw(table.toString()));
        return out.toByteArray();
    }

    /**
     * One page whose content is object 4.
     *
     * @param resources entries of its resources
     */
    static RawPdf page(String resources) {
        return new RawPdf()
                .object("<< /Type /Catalog /Pages 2 0 R >>")
                .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                .object(
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                                + " /Resources << "
                                + resources
                                + " >> >>");
    }

    static byte[] flate(byte[] data) {
        return flate(data, 1);
    }

    /** The same bytes over and over, however many, in little memory. */
    static byte[] flate(byte[] data, int times) {
        Deflater deflater = new Deflater();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int i = 0; i < times; i++) {
            deflater.setInput(data);
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }
}
