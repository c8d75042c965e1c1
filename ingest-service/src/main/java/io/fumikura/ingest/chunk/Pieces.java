package io.fumikura.ingest.chunk;

import io.fumikura.ingest.chunk.Sentences.Span;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.LineJoiner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Cuts a block into pieces no longer than a passage's target. */
final class Pieces {
    private final ChunkPolicy policy;

    Pieces(ChunkPolicy policy) {
        this.policy = policy;
    }

    List<Piece> of(Block block, int page) {
        if (block instanceof Block.Table table) {
            return rows(table, page);
        }
        if (block instanceof Block.Preformatted) {
            return lines(block.lines(), page, "");
        }
        return sentences(block.lines(), page);
    }

    private List<Piece> sentences(List<Line> lines, int page) {
        LineJoiner.Joined joined = LineJoiner.join(lines);
        List<Piece> pieces = new ArrayList<>();
        for (Span sentence : Sentences.of(joined.text())) {
            for (Span part : Sentences.cut(joined.text(), sentence, policy.target())) {
                String text = joined.text().substring(part.start(), part.end());
                if (!text.isBlank()) {
                    pieces.add(
                            new Piece(
                                    text,
                                    page,
                                    lines.get(joined.lineAt(part.start())).number(),
                                    lines.get(joined.lineAt(lastInk(joined.text(), part)))
                                            .number()));
                }
            }
        }
        return endedByBreak(pieces);
    }

    private static int lastInk(String text, Span part) {
        int last = part.end() - 1;
        while (last > part.start() && Character.isWhitespace(text.charAt(last))) {
            last--;
        }
        return last;
    }

    /** The next block begins on a line of its own. */
    private static List<Piece> endedByBreak(List<Piece> pieces) {
        if (!pieces.isEmpty()) {
            Piece last = pieces.remove(pieces.size() - 1);
            pieces.add(
                    new Piece(
                            last.text().stripTrailing() + "\n",
                            last.page(),
                            last.firstLine(),
                            last.lastLine()));
        }
        return pieces;
    }

    private List<Piece> rows(Block.Table table, int page) {
        List<Line> headerLines = table.lines().subList(0, table.headerRows());
        String header =
                headerLines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
        List<Piece> pieces = new ArrayList<>(lines(headerLines, page, ""));
        // A header as long as half a passage would leave no room for rows.
        String repeated = header.length() <= policy.target() / 2 ? header : "";
        pieces.addAll(
                lines(
                        table.lines().subList(table.headerRows(), table.lines().size()),
                        page,
                        repeated));
        return pieces;
    }

    private List<Piece> lines(List<Line> lines, int page, String header) {
        List<Piece> pieces = new ArrayList<>();
        for (Line line : lines) {
            Span whole = new Span(0, line.text().length());
            for (Span part : Sentences.cut(line.text(), whole, policy.target())) {
                String text = line.text().substring(part.start(), part.end());
                if (!text.isBlank()) {
                    pieces.add(new Piece(text + "\n", page, line.number(), line.number(), header));
                }
            }
        }
        return pieces;
    }
}
