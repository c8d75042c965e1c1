package io.fumikura.ingest.parse;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Where the dark pixels of a picture are. */
public final class Ink {
    private Ink() {}

    /** The rectangle around them; empty when there are none. */
    public static Rectangle around(BufferedImage image) {
        Rectangle ink = new Rectangle(-1, -1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) >> 8 & 0xff) < 128) {
                    ink.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return ink;
    }

    /** The same in points, of a picture that was drawn. */
    public static Line.Box points(PageDrawing.Drawn page) {
        Rectangle ink = around(page.image());
        return new Line.Box(
                (float) (ink.getMinX() / page.scale()),
                (float) (ink.getMinY() / page.scale()),
                (float) (ink.getMaxX() / page.scale()),
                (float) (ink.getMaxY() / page.scale()));
    }
}
