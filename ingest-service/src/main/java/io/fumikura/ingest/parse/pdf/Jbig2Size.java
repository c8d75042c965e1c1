package io.fumikura.ingest.parse.pdf;

import io.fumikura.ocr.image.PageFile;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Looks through a JBIG2 picture before it is unpacked (ITU-T T.88, section 7). The decoder takes
 * all sizes as they are written. Those of a page and of its regions are in plain numbers and can be
 * bounded; those of the letters in a dictionary come out of unpacking it, so that a few bytes may
 * ask for any amount of memory: pictures with dictionaries are not unpacked. Scanners write them
 * without.
 */
final class Jbig2Size {
    private static final int PAGE = 48;
    private static final int END_OF_STRIPE = 50;
    private static final int UNKNOWN = 0xffffffff;

    /** So many times the pixels of the largest page all regions may have: they may overlap. */
    private static final int REGIONS = 2;

    private final DataInputStream bytes;
    private long width;
    private long drawn;

    private Jbig2Size(InputStream bytes) {
        this.bytes = new DataInputStream(bytes);
    }

    /**
     * @param bytes of the picture as they are in a PDF: segments, each with its header before it
     * @throws UnreadPicture it is too large, or of a kind that is not unpacked
     * @throws IOException it ends in the middle of a header
     */
    static void check(InputStream bytes) throws IOException {
        Jbig2Size size = new Jbig2Size(bytes);
        while (size.segment()) {
            // Until the last.
        }
    }

    private boolean segment() throws IOException {
        int number;
        try {
            number = bytes.readInt();
        } catch (EOFException e) {
            return false;
        }
        int flags = bytes.readUnsignedByte();
        skipReferences(Integer.toUnsignedLong(number));
        bytes.skipNBytes((flags & 0x40) == 0 ? 1 : 4);
        long length = Integer.toUnsignedLong(bytes.readInt());
        bytes.skipNBytes(length - read(flags & 0x3f, length));
        return true;
    }

    private void skipReferences(long number) throws IOException {
        int first = bytes.readUnsignedByte();
        long count = first >> 5;
        if (count == 7) {
            count =
                    (long) (first & 0x1f) << 24
                            | bytes.readUnsignedShort() << 8
                            | bytes.readUnsignedByte();
            bytes.skipNBytes((count + 8) / 8);
        }
        bytes.skipNBytes(count * (number <= 256 ? 1 : number <= 65536 ? 2 : 4));
    }

    /** How many bytes of the segment were looked at. */
    private long read(int type, long length) throws IOException {
        switch (type) {
            case PAGE -> {
                width = unsigned();
                int height = bytes.readInt();
                check(width, height == UNKNOWN ? 1 : Integer.toUnsignedLong(height));
                return 8;
            }
            case END_OF_STRIPE -> {
                check(width, unsigned() + 1);
                return 4;
            }
            // Generic regions, which are the dots themselves.
            case 36, 38, 39 -> {
                if (length == Integer.toUnsignedLong(UNKNOWN)) {
                    throw new UnreadPicture("a JBIG2 picture of unknown length, which is not read");
                }
                long wide = unsigned();
                long high = unsigned();
                check(wide, high);
                drawn += wide * high;
                check(drawn / REGIONS, 1);
                return 8;
            }
            // Ends, profiles, comments.
            case 49, 51, 52, 62 -> {
                return 0;
            }
            default ->
                    throw new UnreadPicture(
                            "a JBIG2 picture with dictionaries, which are not read");
        }
    }

    private long unsigned() throws IOException {
        return Integer.toUnsignedLong(bytes.readInt());
    }

    private static void check(long wide, long high) throws UnreadPicture {
        if ((double) wide * high > PageFile.MAX_PIXELS) {
            throw new UnreadPicture("a JBIG2 picture that is too large");
        }
    }
}
