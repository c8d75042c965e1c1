package io.fumikura.ingest.export;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The smallest TrueType font: two glyphs without an outline. Text that is there to be found and
 * copied needs a font, and one with letters would have to bring all of Unicode.
 */
final class BlankTrueType {
    static final int UNITS_PER_EM = 1000;
    static final int ASCENT = 800;
    static final int DESCENT = -200;

    private static final int HEADER = 12;
    private static final int ENTRY = 16;
    private static final int HEAD_MAGIC = 0x5F0F3CF5;
    private static final int SUM_OF_FONT = 0xB1B0AFBA;
    private static final int ADJUSTMENT_AT = 8;

    /** A glyph without contours. */
    private static final int GLYPH_BYTES = 12;

    private BlankTrueType() {}

    static byte[] bytes() {
        Map<String, byte[]> tables = new TreeMap<>();
        tables.put("cmap", characters());
        tables.put("glyf", new byte[GLYPH_BYTES]);
        tables.put("head", head());
        tables.put("hhea", horizontalHeader());
        tables.put("hmtx", shorts(UNITS_PER_EM, 0, 0));
        tables.put("loca", shorts(0, 0, GLYPH_BYTES / 2));
        tables.put("maxp", maxima());
        tables.put("post", post());
        return assembled(tables);
    }

    private static byte[] assembled(Map<String, byte[]> tables) {
        int size = HEADER + ENTRY * tables.size();
        for (byte[] table : tables.values()) {
            size += padded(table.length);
        }
        ByteBuffer font = ByteBuffer.allocate(size);
        int power = Integer.highestOneBit(tables.size());
        font.putInt(0x00010000).putShort((short) tables.size());
        font.putShort((short) (power * ENTRY));
        font.putShort((short) Integer.numberOfTrailingZeros(power));
        font.putShort((short) ((tables.size() - power) * ENTRY));
        int at = HEADER + ENTRY * tables.size();
        int head = 0;
        for (Map.Entry<String, byte[]> table : tables.entrySet()) {
            byte[] content = table.getValue();
            for (char letter : table.getKey().toCharArray()) {
                font.put((byte) letter);
            }
            font.putInt(sum(content)).putInt(at).putInt(content.length);
            for (int i = 0; i < content.length; i++) {
                font.put(at + i, content[i]);
            }
            head = table.getKey().equals("head") ? at : head;
            at += padded(content.length);
        }
        font.putInt(head + ADJUSTMENT_AT, SUM_OF_FONT - sum(font.array()));
        return font.array();
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    private static int sum(byte[] bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (bytes[i] & 0xff) << (24 - i % 4 * 8);
        }
        return sum;
    }

    private static byte[] head() {
        ByteBuffer table = ByteBuffer.allocate(54);
        table.putInt(0x00010000).putInt(0x00010000).putInt(0).putInt(HEAD_MAGIC);
        table.putShort((short) 0).putShort((short) UNITS_PER_EM).putLong(0).putLong(0);
        table.putShort((short) 0).putShort((short) DESCENT);
        table.putShort((short) UNITS_PER_EM).putShort((short) ASCENT);
        table.putShort((short) 0).putShort((short) 8).putShort((short) 2);
        return table.array();
    }

    private static byte[] horizontalHeader() {
        ByteBuffer table = ByteBuffer.allocate(36);
        table.putInt(0x00010000).putShort((short) ASCENT).putShort((short) DESCENT);
        table.putShort((short) 0).putShort((short) UNITS_PER_EM);
        table.putShort(18, (short) 1);
        table.putShort(34, (short) 1);
        return table.array();
    }

    private static byte[] maxima() {
        ByteBuffer table = ByteBuffer.allocate(32);
        table.putInt(0x00010000).putShort((short) 2);
        table.putShort(14, (short) 1);
        return table.array();
    }

    private static byte[] post() {
        ByteBuffer table = ByteBuffer.allocate(32);
        table.putInt(0x00030000).putInt(0).putShort((short) -100).putShort((short) 50);
        table.putInt(12, 1);
        return table.array();
    }

    /** One encoding (Windows, Unicode) of no character. */
    private static byte[] characters() {
        return shorts(0, 1, 3, 1, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0);
    }

    private static byte[] shorts(int... values) {
        ByteBuffer table = ByteBuffer.allocate(2 * values.length);
        for (int value : values) {
            table.putShort((short) value);
        }
        return table.array();
    }
}
