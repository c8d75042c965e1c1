package io.fumikura.ingest.parse.pdf;

import io.fumikura.ingest.parse.ParseBudget;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the glyphs of a page into lines. PDFBox's own line finding takes every glyph of vertical
 * writing for a line; here a line goes on in the direction its first two glyphs give it. The order
 * is the one the page was written in, which in documents made by programs is the order of reading,
 * columns included.
 */
final class PdfLineReader extends PDFTextStripper {
    private static final int OPERATORS_BETWEEN_CHECKS = 1024;

    /** Forms inside forms. */
    private static final int MAX_FORMS = 20;

    private final ParseBudget budget;
    private final List<PdfLine> lines = new ArrayList<>();
    private TextQuality quality = new TextQuality();
    private @Nullable GlyphRun run;
    private float pictureArea;
    private int operators;
    private int rotation;

    PdfLineReader(ParseBudget budget) {
        this.budget = budget;
        // A page is processed by itself: going through all the pages for each would cost their
        // square.
        setStartPage(0);
        output = Writer.nullWriter();
    }

    /**
     * What stands on a page.
     *
     * @param pictures the share of the page they cover; above 1 when they lie upon each other
     */
    record Content(List<PdfLine> lines, TextQuality quality, float pictures) {
        Content {
            lines = List.copyOf(lines);
        }
    }

    /** One page; the next one may be read afterwards. */
    Content read(PDPage page) throws IOException {
        lines.clear();
        run = null;
        quality = new TextQuality();
        pictureArea = 0;
        rotation = page.getRotation();
        processPage(new WholePage(page));
        endRun();
        PDRectangle box = page.getCropBox();
        float area = Math.max(1, box.getWidth() * box.getHeight());
        return new Content(lines, quality, pictureArea / area);
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (++operators % OPERATORS_BETWEEN_CHECKS == 0) {
            budget.checkTime();
        }
        String name = operator.getName();
        if (name.equals(OperatorName.BEGIN_INLINE_IMAGE) || isPicture(name, operands)) {
            Matrix unit = getGraphicsState().getCurrentTransformationMatrix();
            pictureArea +=
                    Math.abs(
                            unit.getScaleX() * unit.getScaleY()
                                    - unit.getShearX() * unit.getShearY());
        }
        if (!name.equals(OperatorName.DRAW_OBJECT) || getLevel() < MAX_FORMS) {
            super.processOperator(operator, operands);
        }
    }

    private boolean isPicture(String operator, List<COSBase> operands) {
        return operator.equals(OperatorName.DRAW_OBJECT)
                && !operands.isEmpty()
                && operands.get(0) instanceof COSName name
                && getResources() != null
                && getResources().isImageXObject(name);
    }

    @Override
    protected void showGlyph(Matrix place, PDFont font, int code, Vector displacement)
            throws IOException {
        quality.drawn(font, code);
        super.showGlyph(place, font, code, displacement);
    }

    /** Called for every glyph; the superclass' own collecting is not wanted. */
    @Override
    protected void processTextPosition(TextPosition position) {
        String text = position.getUnicode();
        if (text == null || text.isEmpty()) {
            return;
        }
        quality.read(text);
        Glyph glyph = Glyph.of(text.replace("\0", ""), position);
        if (run != null && run.repeats(glyph)) {
            return;
        }
        if (run == null || !run.accept(glyph)) {
            endRun();
            run = new GlyphRun(glyph);
        }
    }

    private void endRun() {
        if (run != null && !run.text().isBlank()) {
            lines.add(run.toLine(rotation));
        }
        run = null;
    }
}
