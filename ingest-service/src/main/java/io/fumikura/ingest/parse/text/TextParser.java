package io.fumikura.ingest.parse.text;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Bullets;
import io.fumikura.ingest.parse.Captions;
import io.fumikura.ingest.parse.DocumentParser;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.PageBuilder;
import io.fumikura.ingest.parse.PageReader;
import io.fumikura.ingest.parse.ParseBudget;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plain text, read line by line: blank lines end a paragraph, a form feed ends a page, lines keep
 * their numbers. It has no headings and therefore no title of its own.
 */
public final class TextParser implements DocumentParser {
    @Override
    public PageReader open(Path file, ParseBudget budget) throws IOException {
        return new TextPages(TextDecoder.reader(file, budget), budget);
    }

    /** The pages of one text. */
    private static final class TextPages implements PageReader {
        /** A paragraph that goes on longer is cut, so that a log file is no single block. */
        private static final int MAX_PARAGRAPH_LINES = 100;

        /** A line that goes on longer is taken for several. */
        private static final int MAX_LINE = 20_000;

        private static final int END = -1;

        private final BufferedReader text;
        private final PageBuilder pages;
        private final List<Line> open = new ArrayList<>();
        private boolean inList;
        private int last;

        TextPages(BufferedReader text, ParseBudget budget) {
            this.text = text;
            this.pages = new PageBuilder(budget);
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
            if (last == END) {
                return false;
            }
            take(readLine());
            return true;
        }

        private void take(String line) {
            if (line.isBlank()) {
                flush();
                pages.skipLine();
            } else {
                if (Bullets.starts(line)) {
                    flush();
                    inList = true;
                }
                open.addAll(pages.lines(List.of(line)));
                if (open.size() >= MAX_PARAGRAPH_LINES) {
                    flush();
                }
            }
            if (last == END || last == '\f') {
                flush();
                pages.turn();
            }
        }

        private void flush() {
            if (!open.isEmpty()) {
                pages.add(inList ? new Block.ListItem(open) : Captions.paragraphOrCaption(open));
                open.clear();
            }
            inList = false;
        }

        /** The next line without white space at its end; {@link #last} is what ended it. */
        private String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            for (last = text.read(); last != END; last = text.read()) {
                if (last == '\n' || last == '\f') {
                    break;
                }
                if (last == '\r') {
                    skipLineFeed();
                    break;
                }
                if (last != 0) {
                    line.append((char) last);
                }
                if (line.length() >= MAX_LINE && !Character.isHighSurrogate((char) last)) {
                    break;
                }
            }
            return line.toString().stripTrailing();
        }

        private void skipLineFeed() throws IOException {
            text.mark(1);
            if (text.read() != '\n') {
                text.reset();
            }
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
