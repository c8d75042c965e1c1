package io.fumikura.ingest.export;

import io.fumikura.contract.ingest.BlockKind;
import io.fumikura.ingest.export.LetterCodes.Written;
import io.fumikura.ingest.parse.Block;
import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.Page;
import java.util.Locale;

/**
 * The lines of a page as text that is not seen, each where it stands in the picture, in reading
 * order. Letters are spread over the length of their line.
 */
final class TextLayer {
    /** The part of a letter's height that is below the line it is written on. */
    private static final double BELOW =
            -BlankTrueType.DESCENT / (double) BlankTrueType.UNITS_PER_EM;

    /** A line so many times higher than it is wide runs down. */
    private static final double VERTICAL = 1.5;

    /** A letter can stand for 512 bytes at most. */
    private static final int MAX_AS_ONE = 200;

    private final ShownPlace place;
    private final LetterCodes letters;
    private final StringBuilder content = new StringBuilder("BT\n3 Tr\n");

    private TextLayer(ShownPlace place, LetterCodes letters) {
        this.place = place;
        this.letters = letters;
    }

    /** Operators of a content stream; the letters they use are added. */
    static String of(Page page, ShownPlace place, LetterCodes letters) {
        TextLayer layer = new TextLayer(place, letters);
        for (Block block : page.blocks()) {
            for (Line line : block.lines()) {
                String text =
                        block.kind() == BlockKind.TABLE
                                ? line.text().replace(Block.Table.CELL_SEPARATOR, " ")
                                : line.text();
                line.place().ifPresent(box -> layer.add(text.strip(), box));
            }
        }
        return layer.content.append("ET\n").toString();
    }

    private void add(String text, Line.Box box) {
        double width = box.right() - box.left();
        double height = box.bottom() - box.top();
        if (text.isEmpty() || width <= 0 || height <= 0) {
            return;
        }
        if (height > VERTICAL * width && text.length() > 1) {
            addVertical(text, box);
        } else {
            show(letters.write(text), box.left(), box.top(), width, height);
        }
    }

    /**
     * Each piece is one letter: programs that take text out of a PDF look for lines that go across,
     * and would find one in each letter.
     */
    private void addVertical(String text, Line.Box box) {
        int pieces = (text.length() + MAX_AS_ONE - 1) / MAX_AS_ONE;
        double width = (box.right() - box.left()) / pieces;
        for (int i = 0; i < pieces; i++) {
            int from = text.offsetByCodePoints(0, at(text, i, pieces));
            int to = text.offsetByCodePoints(0, at(text, i + 1, pieces));
            String piece = text.substring(from, to) + (i == pieces - 1 ? "\n" : "");
            show(
                    letters.writeAsOne(piece),
                    box.left() + i * width,
                    box.top(),
                    width,
                    box.bottom() - box.top());
        }
    }

    private static int at(String text, int piece, int pieces) {
        return text.codePointCount(0, text.length()) * piece / pieces;
    }

    private void show(Written written, double left, double top, double width, double height) {
        double natural = written.width() * height / BlankTrueType.UNITS_PER_EM;
        content.append(
                String.format(
                        Locale.ROOT,
                        "/%s %.3f Tf %.3f Tz %s <%s> Tj%n",
                        InvisibleFont.NAME.getName(),
                        height,
                        100 * width / natural,
                        place.textMatrix(left, top + height * (1 - BELOW)),
                        written.hex()));
    }
}
