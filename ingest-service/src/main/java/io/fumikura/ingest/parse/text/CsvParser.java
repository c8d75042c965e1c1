package io.fumikura.ingest.parse.text;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.DocumentParser;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageBuilder;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.RowTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Separated values as one table, read row by row. The first row is its header. What separates the
 * values is the comma, semicolon or tab there are most of in it.
 */
public final class CsvParser implements DocumentParser {
    private static final int SAMPLE = 8 * 1024;
    private static final String SEPARATORS = ",\t;|";

    private final char usual;

    /**
     * @param usual what separates the values where the first row does not tell
     */
    public CsvParser(char usual) {
        this.usual = usual;
    }

    @Override
    public PageReader open(Path file, ParseBudget budget) throws IOException {
        BufferedReader text = TextDecoder.reader(file, budget);
        text.mark(SAMPLE);
        char[] head = new char[SAMPLE];
        int length = Math.max(0, text.read(head, 0, SAMPLE));
        text.reset();
        char separator = separator(new String(head, 0, length));
        RecordBound bound = new RecordBound(text);
        return new CsvPages(format(separator).parse(bound), bound, budget);
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .setTrailingData(true)
                .setLenientEof(true)
                .get();
    }

    /** Looks at the first line; what stands inside quotes does not count. */
    private char separator(String head) {
        char best = usual;
        int most = 0;
        for (int c = 0; c < SEPARATORS.length(); c++) {
            char candidate = SEPARATORS.charAt(c);
            int found = 0;
            boolean quoted = false;
            for (int i = 0; i < head.length() && (quoted || head.charAt(i) != '\n'); i++) {
                quoted ^= head.charAt(i) == '"';
                found += !quoted && head.charAt(i) == candidate ? 1 : 0;
            }
            if (found > most || (found == most && found > 0 && candidate == usual)) {
                most = found;
                best = candidate;
            }
        }
        return best;
    }

    /** The pages of one table. */
    private static final class CsvPages implements PageReader {
        private final CSVParser records;
        private final Iterator<CSVRecord> rows;
        private final RecordBound bound;
        private final PageBuilder pages;
        private final RowTable table;
        private boolean begun;
        private boolean ended;

        CsvPages(CSVParser records, RecordBound bound, ParseBudget budget) {
            this.records = records;
            this.rows = records.iterator();
            this.bound = bound;
            this.pages = new PageBuilder(budget);
            this.table = new RowTable(pages);
        }

        @Override
        public Optional<String> title() {
            return Optional.empty();
        }

        @Override
        public Optional<Page> next() throws IOException {
            return pages.next(this::goOn);
        }

        private boolean goOn() throws IOException {
            if (ended) {
                return false;
            }
            try {
                bound.begin();
                if (rows.hasNext()) {
                    take(rows.next());
                    return true;
                }
            } catch (UncheckedIOException e) {
                if (e.getCause() instanceof CSVException) {
                    throw unreadable(e);
                }
                throw e.getCause();
            } catch (IllegalStateException e) {
                throw unreadable(e);
            }
            ended = true;
            table.end();
            pages.turn();
            return true;
        }

        private static ServiceException unreadable(RuntimeException cause) {
            return new ServiceException(
                    ErrorCode.UNREADABLE_DOCUMENT, "A row of the table cannot be read", cause);
        }

        private void take(CSVRecord row) {
            List<String> cells = row.toList();
            if (cells.stream().allMatch(String::isBlank)) {
                return;
            }
            if (begun) {
                table.add(RowTable.row(cells));
            } else {
                table.header(RowTable.row(cells));
                begun = true;
            }
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }
}
