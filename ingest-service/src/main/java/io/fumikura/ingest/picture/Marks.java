package io.fumikura.ingest.picture;

import io.fumikura.ingest.parse.Line;
import io.fumikura.ingest.parse.PageDrawing.Drawn;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** What a highlighter does: the lines stay readable below. */
final class Marks {
    private static final Color YELLOW = new Color(255, 214, 0, 96);

    /** Letters reach a little over their line's box; this share of its shorter side is added. */
    private static final double MARGIN = 0.12;

    private Marks() {}

    static void draw(Drawn page, List<Line.Box> boxes) {
        Graphics2D graphics = page.image().createGraphics();
        try {
            graphics.setColor(YELLOW);
            for (Line.Box box : boxes) {
                graphics.fill(pixels(box, page.scale()));
            }
        } finally {
            graphics.dispose();
        }
    }

    private static Rectangle2D pixels(Line.Box box, double scale) {
        double width = box.right() - box.left();
        double height = box.bottom() - box.top();
        double margin = MARGIN * Math.min(width, height);
        return new Rectangle2D.Double(
                (box.left() - margin) * scale,
                (box.top() - margin) * scale,
                (width + 2 * margin) * scale,
                (height + 2 * margin) * scale);
    }
}
