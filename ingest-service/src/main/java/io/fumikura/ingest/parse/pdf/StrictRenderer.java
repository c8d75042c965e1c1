package io.fumikura.ingest.parse.pdf;

import io.fumikura.ingest.parse.ParseBudget;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.apache.pdfbox.rendering.RenderDestination;

/**
 * Draws pages within a budget. PDFBox leaves out pictures it cannot draw, and such a page would be
 * taken for an empty one: here it fails. Scripts are never run, and nothing outside of the file is
 * opened.
 */
final class StrictRenderer extends PDFRenderer {
    private static final int OPERATORS_BETWEEN_CHECKS = 256;

    /** Groups inside groups: each is a picture as large as the page. */
    private static final int MAX_GROUPS = 5;

    private static final Set<String> PICTURES =
            Set.of(OperatorName.DRAW_OBJECT, OperatorName.BEGIN_INLINE_IMAGE);

    private final ParseBudget budget;
    private final PageResources resources;

    StrictRenderer(PDDocument document, ParseBudget budget) {
        super(document);
        this.budget = budget;
        this.resources =
                document.getResourceCache() instanceof PageResources shared
                        ? shared
                        : new PageResources();
        setSubsamplingAllowed(true);
    }

    @Override
    public BufferedImage renderImage(
            int page, float scale, ImageType type, RenderDestination destination)
            throws IOException {
        resources.beginPage();
        try {
            return super.renderImage(page, scale, type, destination);
        } finally {
            resources.endPage();
        }
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
        return new Drawer(parameters, budget);
    }

    private static final class Drawer extends PageDrawer {
        private final ParseBudget budget;
        private int operators;
        private int groups;

        Drawer(PageDrawerParameters parameters, ParseBudget budget) throws IOException {
            super(parameters);
            this.budget = budget;
        }

        @Override
        public void processPage(PDPage page) throws IOException {
            super.processPage(new WholePage(page));
        }

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands)
                throws IOException {
            if (++operators % OPERATORS_BETWEEN_CHECKS == 0
                    || PICTURES.contains(operator.getName())) {
                budget.checkTime();
            }
            if (operator.getName().equals(OperatorName.BEGIN_INLINE_IMAGE)) {
                refuseJbig2(operator.getImageParameters());
            }
            super.processOperator(operator, operands);
        }

        /** Not allowed there, and nobody would look at its sizes before it is unpacked. */
        private static void refuseJbig2(COSDictionary parameters) throws UnreadPicture {
            COSBase filter = parameters.getDictionaryObject(COSName.F, COSName.FILTER);
            if (COSName.JBIG2_DECODE.equals(filter)
                    || (filter instanceof COSArray several
                            && several.indexOfObject(COSName.JBIG2_DECODE) >= 0)) {
                throw new UnreadPicture("a JBIG2 picture where there must be none");
            }
        }

        @Override
        public void showTransparencyGroup(PDTransparencyGroup group) throws IOException {
            if (++groups > MAX_GROUPS) {
                throw new TooManyLayers();
            }
            try {
                super.showTransparencyGroup(group);
            } finally {
                groups--;
            }
        }

        @Override
        protected void operatorException(Operator operator, List<COSBase> operands, IOException e)
                throws IOException {
            if (PICTURES.contains(operator.getName())) {
                throw e;
            }
            super.operatorException(operator, operands, e);
        }
    }

    /** The page is drawn in more layers than there is memory for. */
    private static final class TooManyLayers extends IOException {
        TooManyLayers() {
            super("groups are nested more than " + MAX_GROUPS + " deep");
        }
    }
}
