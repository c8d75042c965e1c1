package io.fumikura.ingest.parse.pdf;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.PictureMemory;
import io.fumikura.ingest.parse.ocr.PageOcr;
import io.fumikura.ocr.image.PageImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.jboss.logging.Logger;

/** Pages of a PDF as pictures that are recognised. */
final class PagePictures {
    private static final Logger LOG = Logger.getLogger(PagePictures.class);
    private static final float DPI = 200;
    private static final float POINTS_PER_INCH = 72;

    /** Of one page; larger ones are drawn at a lower resolution. About A3 at 200 dpi. */
    private static final double MAX_PIXELS = 8_000_000;

    private final PDDocument document;
    private final PageOcr ocr;
    private final PictureMemory memory;
    private final ParseBudget budget;

    PagePictures(PDDocument document, PageOcr ocr, PictureMemory memory, ParseBudget budget) {
        this.document = document;
        this.ocr = ocr;
        this.memory = memory;
        this.budget = budget;
    }

    /** What the picture of the page says; the page as it was where it cannot be drawn. */
    Page recognised(Page page) {
        float dpi = dpi(page.number());
        PDPage sheet = document.getPage(page.number() - 1);
        double pixels = pixels(sheet.getCropBox(), dpi);
        long bytes = Math.max(PictureCost.drawing(sheet, pixels), PictureCost.reading(pixels));
        return memory.during(bytes, budget, share -> recognised(page, dpi, share));
    }

    private Page recognised(Page page, float dpi, PictureMemory.Share share) {
        PageImage image;
        try {
            image = ocr.drawn(() -> drawn(page.number(), dpi));
        } catch (IOException | RuntimeException e) {
            if (e instanceof ServiceException limit) {
                throw limit;
            }
            LOG.debugf(e, "page %d cannot be drawn", page.number());
            return page.with(UnreadPicture.why(page.number(), e));
        }
        share.keepOnly(image.bytesWhileRead());
        return budget.apart(() -> ocr.read(page.number(), image));
    }

    /** By a renderer of its own, because each keeps the last picture it has drawn. */
    private PageImage drawn(int number, float dpi) throws IOException {
        BufferedImage picture =
                new StrictRenderer(document, budget)
                        .renderImageWithDPI(number - 1, dpi, ImageType.RGB);
        return PageImage.of(picture, (double) dpi);
    }

    private float dpi(int number) {
        double most = pixels(document.getPage(number - 1).getCropBox(), 1);
        return (float) Math.min(DPI, Math.sqrt(MAX_PIXELS / Math.max(most, 1e-3)));
    }

    private static double pixels(PDRectangle box, double dpi) {
        double scale = dpi / POINTS_PER_INCH;
        return box.getWidth() * scale * box.getHeight() * scale;
    }
}
