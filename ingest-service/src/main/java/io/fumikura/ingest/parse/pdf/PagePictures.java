package io.fumikura.ingest.parse.pdf;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.Page;
import io.fumikura.ingest.parse.ParseBudget;
import io.fumikura.ingest.parse.ocr.PageOcr;
import io.fumikura.ocr.image.PageImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.jboss.logging.Logger;

/** Pages of a PDF as pictures that are recognised. */
final class PagePictures {
    private static final Logger LOG = Logger.getLogger(PagePictures.class);
    private static final float DPI = 200;
    private static final float POINTS_PER_INCH = 72;

    /** Of one page; larger ones are drawn at a lower resolution. About A3 at 200 dpi. */
    private static final double MAX_PIXELS = 8_000_000;

    private static final Set<String> PICTURES =
            Set.of(OperatorName.DRAW_OBJECT, OperatorName.BEGIN_INLINE_IMAGE);

    private final PDFRenderer renderer;
    private final PDDocument document;
    private final PageOcr ocr;
    private final ParseBudget budget;

    PagePictures(PDDocument document, PageOcr ocr, ParseBudget budget) {
        this.document = document;
        this.renderer = new Renderer(document);
        this.renderer.setSubsamplingAllowed(true);
        this.ocr = ocr;
        this.budget = budget;
    }

    /** What the picture of the page says; the page as it was where it cannot be drawn. */
    Page recognised(Page page) {
        float dpi = dpi(page.number());
        BufferedImage picture;
        try {
            picture = renderer.renderImageWithDPI(page.number() - 1, dpi, ImageType.RGB);
        } catch (IOException | RuntimeException e) {
            if (e instanceof ServiceException limit) {
                throw limit;
            }
            LOG.debugf(e, "page %d cannot be drawn", page.number());
            return page;
        }
        PageImage image = PageImage.of(picture, (double) dpi);
        return budget.apart(() -> ocr.read(page.number(), image));
    }

    /** PDFBox leaves out pictures it cannot draw; such a page would be taken for an empty one. */
    private static final class Renderer extends PDFRenderer {
        Renderer(PDDocument document) {
            super(document);
        }

        @Override
        protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
            return new PageDrawer(parameters) {
                @Override
                protected void operatorException(
                        Operator operator, List<COSBase> operands, IOException e)
                        throws IOException {
                    if (PICTURES.contains(operator.getName())) {
                        throw e;
                    }
                    super.operatorException(operator, operands, e);
                }
            };
        }
    }

    private float dpi(int number) {
        PDRectangle box = document.getPage(number - 1).getCropBox();
        double squareInches = box.getWidth() * box.getHeight() / POINTS_PER_INCH / POINTS_PER_INCH;
        return (float) Math.min(DPI, Math.sqrt(MAX_PIXELS / Math.max(squareInches, 1e-3)));
    }
}
