package io.fumikura.ingest.parse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plain text: blank lines end a paragraph, a form feed ends a page, lines keep their numbers. It
 * has no headings and therefore no title of its own.
 */
public final class TextParser implements DocumentParser {
    /** A paragraph that goes on longer than this is cut, so that a log file is no single block. */
    private static final int MAX_PARAGRAPH_LINES = 100;

    @Override
    public ParsedDocument parse(Path file, ParseBudget budget) throws IOException {
        return parse(TextDecoder.decode(file, budget), budget);
    }

    static ParsedDocument parse(String text, ParseBudget budget) {
        PageBuilder pages = new PageBuilder(budget);
        List<Line> paragraph = new ArrayList<>();
        int position = 0;
        while (position < text.length()) {
            int end = endOfLine(text, position);
            String line = text.substring(position, end).stripTrailing();
            if (line.isBlank()) {
                flush(paragraph, pages);
                pages.skipLine();
            } else {
                paragraph.addAll(pages.lines(List.of(line)));
                if (paragraph.size() >= MAX_PARAGRAPH_LINES) {
                    flush(paragraph, pages);
                }
            }
            position = afterLineBreak(text, end);
            if (end < text.length() && text.charAt(end) == '\f') {
                flush(paragraph, pages);
                pages.turn();
            }
        }
        flush(paragraph, pages);
        return new ParsedDocument(Optional.empty(), pages.finish());
    }

    private static int endOfLine(String text, int from) {
        int end = from;
        while (end < text.length() && "\n\r\f".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int afterLineBreak(String text, int end) {
        boolean pair = text.startsWith("\r\n", end);
        return pair ? end + 2 : end + 1;
    }

    private static void flush(List<Line> paragraph, PageBuilder pages) {
        if (!paragraph.isEmpty()) {
            pages.add(new Block.Paragraph(paragraph));
            paragraph.clear();
        }
    }
}
