package io.fumikura.ingest.chunk;

import io.fumikura.ingest.chunk.Piece.Place;
import io.fumikura.ingest.chunk.Sentences.Span;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.LineJoiner;
import java.util.ArrayList;
import java.util.List;

/** Cuts the lines of a block into pieces, none of them blank or without end. */
final class Pieces {
    /** Bounds what has to be counted at once, in characters; real sentences are far shorter. */
    private static final int MAX_PIECE = 1_500;

    private final Sentences sentences = new Sentences();

    /** The last one ends with a line break: the next block begins on a line of its own. */
    List<Piece> sentences(List<Line> lines, int page) {
        LineJoiner.Joined joined = LineJoiner.join(lines);
        List<Piece> pieces = new ArrayList<>();
        for (Span sentence : sentences.of(joined.text())) {
            int start = sentence.start();
            String text = joined.text().substring(start, sentence.end());
            for (String part : sentences.cut(text, MAX_PIECE)) {
                if (!part.isBlank()) {
                    int first = lines.get(joined.lineAt(start)).number();
                    int lastInk = start + part.stripTrailing().length() - 1;
                    int last = lines.get(joined.lineAt(lastInk)).number();
                    pieces.add(new Piece(part, new Place(page, first, last)));
                }
                start += part.length();
            }
        }
        if (!pieces.isEmpty()) {
            int end = pieces.size() - 1;
            Piece last = pieces.get(end);
            pieces.set(end, last.withText(last.text().stripTrailing() + "\n"));
        }
        return pieces;
    }

    List<Piece> lines(List<Line> lines, int page) {
        List<Piece> pieces = new ArrayList<>();
        for (Line line : lines) {
            for (String part : sentences.cut(line.text(), MAX_PIECE)) {
                if (!part.isBlank()) {
                    pieces.add(
                            new Piece(part + "\n", new Place(page, line.number(), line.number())));
                }
            }
        }
        return pieces;
    }
}
