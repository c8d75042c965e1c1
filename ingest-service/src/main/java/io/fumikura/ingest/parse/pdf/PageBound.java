package io.fumikura.ingest.parse.pdf;

import io.fumikura.ingest.parse.ParseBudget;

/**
 * What one page of a PDF may take in memory: what is unpacked for it and the objects made of it.
 * Objects stay in memory until the document is closed, so those of all pages have a bound, too.
 */
final class PageBound {
    /** What an array or dictionary takes. */
    static final int OBJECT_BYTES = 96;

    /** What another value takes. */
    static final int VALUE_BYTES = 8;

    /** So many times what a page may take, all objects of a document may take. */
    private static final int PAGES = 4;

    private static final int OBJECTS_BETWEEN_CHECKS = 4096;

    private final ParseBudget budget;
    private long bytes;
    private long objectBytes;
    private int objects;

    PageBound(ParseBudget budget) {
        this.budget = budget;
    }

    /** A page begins; what was unpacked for those before is garbage. */
    void begin() {
        bytes = 0;
    }

    void object(int size) {
        objectBytes += size;
        budget.checkPageBytes(objectBytes / PAGES);
        count(size);
        if (++objects % OBJECTS_BETWEEN_CHECKS == 0) {
            budget.checkTime();
        }
    }

    /** Unpacked bytes, with the brackets among them that become arrays and dictionaries. */
    void unpacked(byte[] buffer, int offset, int length) {
        int brackets = 0;
        for (int i = offset; i < offset + length; i++) {
            brackets += buffer[i] == '[' || buffer[i] == '<' ? 1 : 0;
        }
        count(length + (long) OBJECT_BYTES * brackets);
        budget.checkTime();
    }

    private void count(long more) {
        bytes += more;
        budget.checkPageBytes(bytes);
    }
}
