package io.fumikura.ingest.parse.bad;

import static io.fumikura.ingest.parse.bad.BadFile.NEEDS_OCR;
import static io.fumikura.ingest.parse.bad.BadFile.TOO_LARGE;
import static io.fumikura.ingest.parse.bad.BadFile.UNREADABLE;
import static io.fumikura.ingest.parse.bad.BadFile.UNSUPPORTED;
import static io.fumikura.ingest.parse.bad.BadFiles.cut;
import static io.fumikura.ingest.parse.bad.BadFiles.join;
import static io.fumikura.ingest.parse.bad.BadFiles.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Pictures that are damaged, or larger than any memory; and good ones, which nobody can read. */
public final class BadImages {
    private BadImages() {}

    static List<BadFile> files() {
        return List.of(
                new BadFile("good.png", NEEDS_OCR, () -> png(2480, 3508)),
                new BadFile("named-wrong.txt", NEEDS_OCR, () -> png(2480, 3508)),
                new BadFile("white.png", NEEDS_OCR, () -> white(7500, 8000)),
                new BadFile("cut.png", UNREADABLE, () -> cut(png(2480, 3508), 0.5)),
                new BadFile(
                        "no-header.png",
                        UNREADABLE,
                        () -> raw("\u0089PNG\r\n\u001a\n" + "x".repeat(40))),
                new BadFile("no-size.png", UNREADABLE, () -> png(0, 0)),
                new BadFile("huge.png", TOO_LARGE, () -> png(100_000, 100_000)),
                new BadFile("widest.png", TOO_LARGE, () -> png(-1, -1)),
                new BadFile("good.jpg", NEEDS_OCR, () -> jpeg(2480, 3508)),
                new BadFile("cut.jpg", UNREADABLE, () -> cut(jpeg(2480, 3508), 0.5)),
                new BadFile("no-frame.jpg", UNREADABLE, () -> raw("\u00ff\u00d8\u00ff\u00d9")),
                new BadFile("huge.jpg", TOO_LARGE, () -> jpeg(65_535, 65_535)),
                new BadFile("no-lines.jpg", UNREADABLE, () -> jpeg(100, 0)),
                new BadFile(
                        "padding-without-end.jpg",
                        UNREADABLE,
                        () -> raw("\u00ff\u00d8\u00ff" + "\u00ff".repeat(100_000))),
                new BadFile("good.tiff", NEEDS_OCR, () -> tiff(3, 2480, 3508, false)),
                new BadFile("circle.tiff", UNREADABLE, () -> tiff(3, 100, 100, true)),
                new BadFile("too-many-pages.tiff", TOO_LARGE, () -> tiff(10_001, 10, 10, false)),
                new BadFile("huge.tif", TOO_LARGE, () -> tiff(1, 60_000, 60_000, false)),
                new BadFile("cut.tif", UNREADABLE, () -> cut(tiff(1, 100, 100, false), 0.6)),
                new BadFile(
                        "pages-elsewhere.tif",
                        UNREADABLE,
                        () -> raw("MM\0*\u007f\u00ff\u00ff\u00ff")),
                new BadFile("no-pages.tif", UNREADABLE, () -> raw("II*\0\b\0\0\0\0\0\0\0\0\0")),
                new BadFile("animation.gif", UNSUPPORTED, () -> raw("GIF89a\u0001\0\u0001\0")),
                new BadFile("big.tif", UNSUPPORTED, () -> raw("II+\0\b\0\0\0")),
                new BadFile("text.png", UNSUPPORTED, () -> raw("This is no picture.")));
    }

    public static byte[] png(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(25);
        header.putInt(13).put(raw("IHDR")).putInt(width).putInt(height);
        header.put(new byte[] {1, 0, 0, 0, 0}).putInt(0);
        return join(raw("\u0089PNG\r\n\u001a\n"), header.array());
    }

    /** As large as is read, and whole: 180 MB of colours in a few kilobytes. */
    private static byte[] white(int width, int height) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(raw("\u0089PNG\r\n\u001a\n"));
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        chunk(file, "IHDR", header.put(new byte[] {8, 2, 0, 0, 0}).array());
        byte[] row = new byte[1 + 3 * width];
        Arrays.fill(row, 1, row.length, (byte) 0xff);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream rows = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < height; y++) {
                rows.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        chunk(file, "IDAT", packed.toByteArray());
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] named = join(raw(type), content);
        CRC32 sum = new CRC32();
        sum.update(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    static byte[] jpeg(int width, int height) {
        ByteBuffer frame = ByteBuffer.allocate(13);
        frame.putShort((short) 0xffc0).putShort((short) 11).put((byte) 8);
        frame.putShort((short) height).putShort((short) width).put(new byte[] {1, 1, 0x11, 0});
        byte[] segment = raw("\u00ff\u00e0\0\u0010JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0");
        return join(raw("\u00ff\u00d8"), segment, frame.array());
    }

    static byte[] tiff(int pages, int width, int height, boolean circle) {
        int size = 2 + 2 * 12 + 4;
        ByteBuffer file = ByteBuffer.allocate(8 + pages * size);
        file.put(raw("MM\0*")).putInt(8);
        for (int i = 0; i < pages; i++) {
            file.putShort((short) 2);
            file.putShort((short) 256).putShort((short) 4).putInt(1).putInt(width);
            file.putShort((short) 257).putShort((short) 4).putInt(1).putInt(height);
            boolean last = i == pages - 1;
            file.putInt(last ? (circle ? 8 : 0) : 8 + (i + 1) * size);
        }
        return file.array();
    }
}
