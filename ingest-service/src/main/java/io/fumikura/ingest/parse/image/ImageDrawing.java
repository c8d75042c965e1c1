package io.fumikura.ingest.parse.image;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.PageDrawing;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.PictureMemory;
import io.fumikura.ingest.parse.ocr.PageOcr;
import io.fumikura.ocr.image.Kernel;
import io.fumikura.ocr.image.PageFile;
import io.fumikura.ocr.image.Raster;
import io.fumikura.ocr.image.Resize;
import io.fumikura.ocr.image.UnreadableImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Draws pages of picture files: the pixels that OCR reads, made smaller. A picture is not made
 * larger than it is.
 */
public final class ImageDrawing implements PageDrawing {
    /** So many more pixels than are drawn are decoded, for letters to stay smooth. */
    private static final double SMOOTH = 2.25;

    @Override
    public Drawn draw(Path file, ParseBudget budget, int number, int width) throws IOException {
        int pages = ImageParser.pages(file, budget);
        if (number > pages) {
            throw new ServiceException(
                    ErrorCode.NOT_FOUND, "The document has %,d pages".formatted(pages));
        }
        PageFile picture = new PageFile(file);
        PageFile.Plan plan = plan(picture, number, width);
        return PictureMemory.OF_HEAP.during(
                plan.bytes(),
                budget,
                share -> drawn(decoded(picture, number, plan), width, budget));
    }

    private static Drawn drawn(PageFile.Reduced page, int width, ParseBudget budget) {
        budget.checkTime();
        Raster raster = page.image().raster();
        int across =
                (int)
                        Math.round(
                                PageDrawing.bounded(
                                        Math.min(width, raster.width()),
                                        raster.width(),
                                        raster.height()));
        int down =
                Math.max(1, (int) Math.round((double) raster.height() * across / raster.width()));
        double points = raster.width() * PageOcr.pointsPerPixel(page);
        return new Drawn(image(Resize.to(raster, across, down, Kernel.AREA)), across / points);
    }

    private static PageFile.Plan plan(PageFile file, int number, int width) throws IOException {
        try {
            return file.plan(
                    number - 1,
                    Math.round(SMOOTH * Math.min(2.0 * width * width, PageDrawing.MAX_PIXELS)),
                    PictureMemory.OF_HEAP.bytes());
        } catch (UnreadableImage e) {
            throw RecognisedPages.unreadable(number, e);
        }
    }

    private static PageFile.Reduced decoded(PageFile file, int number, PageFile.Plan plan)
            throws IOException {
        try {
            return file.sampled(plan);
        } catch (UnreadableImage e) {
            throw RecognisedPages.unreadable(number, e);
        }
    }

    /** Bytes as they are: Java's own grey is another one. */
    private static BufferedImage image(Raster raster) {
        boolean grey = raster.channels() == 1;
        BufferedImage image =
                new BufferedImage(raster.width(), raster.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] to = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] from = raster.data();
        for (int at = 0, pixel = 0; at < to.length; at += 3, pixel++) {
            to[at] = from[grey ? pixel : at + 2];
            to[at + 1] = from[grey ? pixel : at + 1];
            to[at + 2] = from[grey ? pixel : at];
        }
        return image;
    }
}
