package io.fumikura.ocr.detect;

import io.fumikura.ocr.detect.DbSettings.Grow;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a map of a differentiable-binarisation model to boxes on the page. */
public final class DbBoxes {
    private static final double GROWN_BEYOND_MIN_SIDE = 2;
    private static final int SMALLEST_ON_THE_PAGE = 3;

    private static final double LEAST_OF_ITS_BOX = 0.75;
    private static final double LONG = 3;

    private final DbSettings settings;

    public DbBoxes(DbSettings settings) {
        this.settings = settings;
    }

    /** A line in pixels of the page. */
    public record Found(Quad quad, double score) {}

    /**
     * @param pageWidth in pixels; the map covers the whole page
     */
    public List<Found> of(ScoreMap map, int pageWidth, int pageHeight) {
        List<Found> found = new ArrayList<>();
        for (Component component :
                Components.of(
                        map, settings.threshold(), settings.dilate(), settings.maxCandidates())) {
            grown(map, component)
                    .map(line -> onPage(line, map, pageWidth, pageHeight))
                    .filter(DbBoxes::isLargeEnough)
                    .ifPresent(found::add);
        }
        return found;
    }

    /** In pixels of the map: by pixel centres, or by squares where the settings say so. */
    Optional<Found> grown(ScoreMap map, Component component) {
        MinimalRectangle rectangle = MinimalRectangle.around(component.outline());
        boolean squares = settings.grow() == Grow.HALF_THICKNESS;
        double side = rectangle.shortSide() + (squares ? 1 : 0);
        if (side < settings.minSide()) {
            return Optional.empty();
        }
        QuadScore score = QuadScore.of(map, rectangle.quad());
        if (score.mean() < settings.boxThreshold()) {
            return Optional.empty();
        }
        if (squares) {
            return Optional.of(new Found(whole(rectangle, component), score.mean()));
        }
        double by = distance(rectangle, settings.growRatio());
        return side + 2 * by < settings.minSide() + GROWN_BEYOND_MIN_SIDE
                ? Optional.empty()
                : Optional.of(new Found(rectangle.quad().grown(by, by), score.mean()));
    }

    /**
     * The line around its middle half. The thickness is the mean along it, not that of the bumps
     * the rectangle has to hold: a pixel of the map is several of the page.
     */
    private Quad whole(MinimalRectangle rectangle, Component component) {
        double side = rectangle.shortSide() + 1;
        double length = Math.max(rectangle.width(), rectangle.height()) + 1;
        double mean = Math.max(LEAST_OF_ITS_BOX * side, component.pixels() / length);
        double thickness = length >= LONG * side ? Math.min(side, mean) : side;
        double by = settings.growRatio() * thickness;
        double across = 0.5 - (side - thickness) / 2 + by;
        Quad squares = rectangle.quad().map(point -> point.plus(0.5, 0.5));
        return rectangle.width() >= rectangle.height()
                ? squares.grown(0.5 + by, across)
                : squares.grown(across, 0.5 + by);
    }

    static double distance(MinimalRectangle rectangle, double ratio) {
        return rectangle.area() * ratio / rectangle.perimeter();
    }

    private Found onPage(Found found, ScoreMap map, int width, int height) {
        double across = (double) width / map.width();
        double down = (double) height / map.height();
        boolean whole = settings.grow() == Grow.RATIO;
        Quad quad =
                found.quad()
                        .map(point -> new Point(point.x() * across, point.y() * down))
                        .map(point -> whole ? rounded(point) : point)
                        .clipped(width, height);
        return new Found(quad, found.score());
    }

    private static Point rounded(Point point) {
        return new Point(Math.rint(point.x()), Math.rint(point.y()));
    }

    private static boolean isLargeEnough(Found found) {
        return (int) found.quad().width() > SMALLEST_ON_THE_PAGE
                && (int) found.quad().height() > SMALLEST_ON_THE_PAGE;
    }
}
