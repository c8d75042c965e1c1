package io.fumikura.ingest.parse.text;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Refuses a row of a table that has no end, as after a quote that is never closed. */
final class RecordBound extends FilterReader {
    private static final int MAX_CHARACTERS = 1_000_000;

    private long read;

    RecordBound(Reader in) {
        super(in);
    }

    /** A row begins. */
    void begin() {
        read = 0;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        count(c < 0 ? 0 : 1);
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    private void count(int n) {
        read += n;
        if (read > MAX_CHARACTERS) {
            throw new ServiceException(
                    ErrorCode.UNREADABLE_DOCUMENT,
                    "A row of the table has more than %,d characters; a quote may not be closed"
                            .formatted(MAX_CHARACTERS));
        }
    }
}
