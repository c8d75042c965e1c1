package io.fumikura.ocr.engine;

import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.detect.Detection;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Turn;
import io.fumikura.ocr.layout.Directions;
import io.fumikura.ocr.recognise.Glyph;
import io.fumikura.ocr.recognise.LineCrop;
import io.fumikura.ocr.recognise.Reading;
import io.fumikura.ocr.recognise.TextRecogniser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a page lies on a side or upside down, from its longest lines. A line upside down reads
 * badly, and well when it is turned. A line of horizontal text on its side reads as well as a
 * column, for a recogniser is given columns on their side: there the full stops tell, which stand
 * low in horizontal text and, in a column on its side, high; without stops, digits and letters
 * tell.
 */
final class Orientation {
    private static final int LINES = 8;
    private static final double BETTER = 0.15;
    private static final double GOOD = 0.85;
    private static final int FEWEST_STOPS = 3;
    private static final double AGREEING = 0.75;

    /** Columns of characters hold fewer digits and Latin letters than that. */
    private static final double LATIN = 0.2;

    private final TextRecogniser recogniser;

    Orientation(TextRecogniser recogniser) {
        this.recogniser = recogniser;
    }

    /** What the longest lines say: how well they read, and where their stops stand. */
    private record Look(double logp, double confidence, int low, int high, double latin) {}

    /** By how many degrees the page has to be turned clockwise. */
    int of(Raster page, List<Detection> lines, Directions directions, Cancellation cancellation) {
        boolean columns = directions.main() == Direction.VERTICAL;
        List<Quad> longest =
                lines.stream()
                        .map(Detection::quad)
                        .filter(quad -> directions.of(quad) == directions.main())
                        .sorted(
                                Comparator.comparingDouble(
                                        (Quad quad) -> -Math.max(quad.width(), quad.height())))
                        .limit(LINES)
                        .toList();
        if (longest.isEmpty()) {
            return 0;
        }
        Look as = look(page, longest, columns, false, cancellation);
        Look best = as;
        boolean turned = false;
        if (as.confidence() < GOOD) {
            Look over = look(page, longest, columns, true, cancellation);
            turned = over.logp() > as.logp() + BETTER;
            best = turned ? over : as;
        }
        return rotation(columns, isColumn(best, columns), turned);
    }

    static int rotation(boolean looksLikeColumns, boolean isColumns, boolean upsideDown) {
        if (looksLikeColumns == isColumns) {
            return upsideDown ? 180 : 0;
        }
        return looksLikeColumns == upsideDown ? 90 : 270;
    }

    private static boolean isColumn(Look look, boolean otherwise) {
        int stops = look.low() + look.high();
        if (stops < FEWEST_STOPS) {
            return otherwise && look.latin() < LATIN;
        }
        if (look.high() >= AGREEING * stops) {
            return true;
        }
        return look.low() < AGREEING * stops && otherwise;
    }

    private Look look(
            Raster page,
            List<Quad> lines,
            boolean columns,
            boolean upsideDown,
            Cancellation cancellation) {
        List<Raster> pictures = new ArrayList<>();
        List<LineCrop> crops = new ArrayList<>();
        for (Quad line : lines) {
            Raster cut = new LineCrop(page, line, columns, -1, false).cut(0, 0, Kernel.LINEAR);
            Raster picture = upsideDown ? Turn.half(cut) : cut;
            pictures.add(picture);
            Quad whole = new Box(0, 0, picture.width(), picture.height()).quad();
            crops.add(new LineCrop(picture, whole, false, -1, false));
        }
        double logp = 0;
        double confidence = 0;
        int low = 0;
        int high = 0;
        int latin = 0;
        int glyphs = 0;
        List<Reading> readings = recogniser.read(crops, cancellation);
        for (int i = 0; i < readings.size(); i++) {
            logp += readings.get(i).logp() / readings.size();
            confidence += readings.get(i).confidence() / readings.size();
            for (Glyph glyph : readings.get(i).glyphs()) {
                glyphs++;
                latin += glyph.text().codePointAt(0) < 0x80 ? 1 : 0;
                if (glyph.text().equals("。") || glyph.text().equals("、")) {
                    double place = StopPlace.of(pictures.get(i), glyph);
                    low += place > 0.55 ? 1 : 0;
                    high += place < 0.45 ? 1 : 0;
                }
            }
        }
        return new Look(logp, confidence, low, high, (double) latin / Math.max(1, glyphs));
    }
}
