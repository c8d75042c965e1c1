package io.fumikura.ingest.chunk;

import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.LineJoiner;
import io.fumikura.ingest.parse.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what a page break cuts in two. Where a page ends in the middle of a sentence, its
 * last unit is kept back until the next page says how the sentence goes on.
 */
final class PageBreak {
    private static final String ENDS = "。！？!?.．」』）)】:：";

    /** The last line of a paragraph that goes on reaches this share of the longest line. */
    private static final float FULL = 0.7f;

    /** A sentence whose second half is longer is not put together, in characters. */
    private static final int MAX_REST = 300;

    private @Nullable Unit unfinished;
    private int page;

    void enter(Page next) {
        page = next.number();
    }

    /** After the last block of a page. */
    void leave(Page left, List<Unit> units) {
        if (left.isSheet() && !units.isEmpty() && unfinished == null) {
            Unit last = units.get(units.size() - 1);
            if (last.page() == page && endsInTheMiddle(last) && endsWithAFullLine(left)) {
                unfinished = units.remove(units.size() - 1);
            }
        }
    }

    private static boolean endsInTheMiddle(Unit unit) {
        boolean text = unit.kind() == Unit.Kind.PARAGRAPH || unit.kind() == Unit.Kind.LIST;
        String end = unit.pieces().get(unit.pieces().size() - 1).text().stripTrailing();
        return text && ENDS.indexOf(end.charAt(end.length() - 1)) < 0;
    }

    /** Half a line, like 以上, ends a paragraph without a full stop. */
    private static boolean endsWithAFullLine(Page left) {
        float longest = 0;
        float last = 0;
        for (Block block : left.blocks()) {
            if (block instanceof Block.Paragraph || block instanceof Block.ListItem) {
                for (Line line : block.lines()) {
                    last = line.place().map(PageBreak::extent).orElse(0f);
                    longest = Math.max(longest, last);
                }
            }
        }
        return last >= FULL * longest;
    }

    private static float extent(Line.Box box) {
        return Math.max(box.right() - box.left(), box.bottom() - box.top());
    }

    /**
     * The first paragraph of the next page.
     *
     * @return what of it is not the end of the sentence before
     */
    List<Piece> goOn(List<Piece> sentences, List<Unit> units) {
        Unit before = unfinished;
        if (before == null || sentences.isEmpty()) {
            return sentences;
        }
        Piece rest = sentences.get(0);
        unfinished = null;
        if (rest.text().length() > MAX_REST) {
            units.add(before);
            return sentences;
        }
        List<Piece> pieces = new ArrayList<>(before.pieces());
        Piece cut = pieces.remove(pieces.size() - 1);
        pieces.add(cut.withText(LineJoiner.runOn(cut.text().stripTrailing(), rest.text())));
        units.add(before.withPieces(pieces));
        return sentences.subList(1, sentences.size());
    }

    /** Something else than running text comes. */
    void giveUp(List<Unit> units) {
        if (unfinished != null) {
            units.add(unfinished);
            unfinished = null;
        }
    }
}
