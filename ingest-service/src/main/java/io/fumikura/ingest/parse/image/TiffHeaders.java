package io.fumikura.ingest.parse.image;

import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.image.ImageParser.Size;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The directories of a TIFF file, one a page, each of which says where the next is. */
final class TiffHeaders {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    private final RandomAccessFile bytes;
    private final ParseBudget budget;
    private boolean littleEndian;

    TiffHeaders(RandomAccessFile bytes, ParseBudget budget) {
        this.bytes = bytes;
        this.budget = budget;
    }

    List<Size> pages() throws IOException {
        bytes.seek(0);
        littleEndian = bytes.readByte() == 'I';
        bytes.seek(4);
        List<Size> pages = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (long at = number(); at != 0; at = number()) {
            if (!seen.add(at)) {
                throw ImageParser.damaged("its pages go round in a circle", null);
            }
            bytes.seek(at);
            pages.add(page());
            budget.checkPages(pages.size());
            budget.checkTime();
        }
        return pages;
    }

    /** Leaves the file where the place of the next directory stands. */
    private Size page() throws IOException {
        int entries = half();
        long width = 0;
        long height = 0;
        long start = bytes.getFilePointer();
        for (int i = 0; i < entries; i++) {
            bytes.seek(start + (long) ENTRY_BYTES * i);
            int tag = half();
            int type = half();
            number();
            if (tag == WIDTH) {
                width = type == SHORT ? half() : number();
            } else if (tag == HEIGHT) {
                height = type == SHORT ? half() : number();
            }
        }
        bytes.seek(start + (long) ENTRY_BYTES * entries);
        return new Size(width, height);
    }

    private int half() throws IOException {
        int first = bytes.readUnsignedByte();
        int second = bytes.readUnsignedByte();
        return littleEndian ? second << 8 | first : first << 8 | second;
    }

    private long number() throws IOException {
        long first = half();
        long second = half();
        return littleEndian ? second << 16 | first : first << 16 | second;
    }
}
