package io.fumikura.ingest.parse.office;

import io.fumikura.ingest.parse.ParseBudget;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Looks at the end of a ZIP file, where it says how many files it holds and where their list is.
 * The list is read into memory when the file is opened, so its length is checked before.
 */
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT = 0xffff;

    /** What an entry of the list may take, its name and extra fields included. */
    private static final int MAX_ENTRY_BYTES = 1024;

    private ZipDirectory() {}

    static void check(Path file, ParseBudget budget) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(END_BYTES + MAX_COMMENT, bytes.length())];
            bytes.seek(bytes.length() - tail.length);
            bytes.readFully(tail);
            ByteBuffer end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
            boolean found = false;
            // A comment may look like an end, and readers differ in which they take: all are held
            // to the limits.
            for (int at = tail.length - END_BYTES; at >= 0; at--) {
                if (end.getInt(at) == END_SIGNATURE) {
                    check(end, at, budget);
                    found = true;
                }
            }
            if (!found) {
                throw Damage.of("its end is missing");
            }
        }
    }

    private static void check(ByteBuffer end, int at, ParseBudget budget) {
        int entries = end.getShort(at + 10) & 0xffff;
        long listBytes = end.getInt(at + 12) & 0xffffffffL;
        if (entries == 0xffff || listBytes == 0xffffffffL) {
            // ZIP64 is for files larger than any that is accepted.
            budget.checkEntries(Long.MAX_VALUE);
        }
        budget.checkEntries(entries);
        budget.checkEntries(listBytes / MAX_ENTRY_BYTES);
    }
}
