package io.fumikura.ingest.parse.ocr;

import io.fumikura.ingest.parse.Ink;
import io.fumikura.ocr.Cancellation;
import io.fumikura.ocr.Direction;
import io.fumikura.ocr.OcrBlock;
import io.fumikura.ocr.OcrBlockType;
import io.fumikura.ocr.OcrEngine;
import io.fumikura.ocr.OcrLine;
import io.fumikura.ocr.OcrPage;
import io.fumikura.ocr.geometry.Box;
import io.fumikura.ocr.geometry.Point;
import io.fumikura.ocr.geometry.Quad;
import io.fumikura.ocr.image.PageImage;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes all that is dark on a page for one line. */
public final class InkEngine implements OcrEngine {
    public static final double CONFIDENCE = 0.75;
    private final String text;
    private final AtomicInteger pages = new AtomicInteger();

    public InkEngine(String text) {
        this.text = text;
    }

    public static PageOcr pages(String text) {
        return new PageOcr(new InkEngine(text), Duration.ofMinutes(1), new OcrTimes());
    }

    public int pagesRead() {
        return pages.get();
    }

    @Override
    public OcrPage read(PageImage image, Cancellation cancellation) {
        pages.incrementAndGet();
        BufferedImage copy =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                copy.setRGB(x, y, image.raster().luminance(x, y) * 0x10101);
            }
        }
        Rectangle ink = Ink.around(copy);
        Box box = new Box(ink.getMinX(), ink.getMinY(), ink.getMaxX(), ink.getMaxY());
        OcrLine line =
                new OcrLine(
                        "b0.l0",
                        0,
                        box,
                        new Quad(
                                new Point(box.x0(), box.y0()),
                                new Point(box.x1(), box.y0()),
                                new Point(box.x1(), box.y1()),
                                new Point(box.x0(), box.y1())),
                        Direction.HORIZONTAL,
                        text,
                        CONFIDENCE,
                        -0.3,
                        "ink",
                        List.of(),
                        List.of(),
                        List.of());
        OcrBlock block =
                new OcrBlock(
                        "b0",
                        0,
                        OcrBlockType.PARAGRAPH,
                        box,
                        Direction.HORIZONTAL,
                        CONFIDENCE,
                        text,
                        List.of(line),
                        null);
        return new OcrPage(
                image.width(),
                image.height(),
                image.dpi(),
                0,
                0,
                Direction.HORIZONTAL,
                List.of(block),
                List.of(),
                List.of(),
                name());
    }

    @Override
    public String name() {
        return "ink";
    }
}
