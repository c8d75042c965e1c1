package io.fumikura.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.pattern.PDTilingPattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PictureCostTest {
    private static final int PIXELS = 100 * 60;
    private static final int DRAWN = 1000;
    private static final int OF_THE_PAGE = 7 * DRAWN;

    private final PDDocument document = new PDDocument();

    @AfterEach
    void close() throws IOException {
        document.close();
    }

    @Test
    void greyIsUnpackedInOneChannel() throws IOException {
        assertThat(cost(of(picture(BufferedImage.TYPE_INT_RGB))))
                .isEqualTo(OF_THE_PAGE + (3 + 3 + 4) * PIXELS);
        assertThat(cost(of(picture(BufferedImage.TYPE_BYTE_GRAY))))
                .isEqualTo(OF_THE_PAGE + (1 + 1 + 4) * PIXELS);
        assertThat(cost(of(picture(BufferedImage.TYPE_BYTE_BINARY))))
                .isEqualTo(OF_THE_PAGE + 2 * PIXELS);
    }

    @Test
    void aPictureInAFormIsFound() throws IOException {
        PDFormXObject inner = form(of(picture(BufferedImage.TYPE_INT_RGB)));
        PDResources ofTheOuter = new PDResources();
        ofTheOuter.put(COSName.getPDFName("Fm"), inner);
        PDResources resources = new PDResources();
        resources.put(COSName.getPDFName("Fm"), form(ofTheOuter));

        assertThat(cost(resources)).isEqualTo(OF_THE_PAGE + 10 * PIXELS);
    }

    @Test
    void aFormThatHoldsItselfIsLookedIntoOnce() throws IOException {
        PDResources itself = of(picture(BufferedImage.TYPE_INT_RGB));
        itself.put(COSName.getPDFName("Fm"), form(itself));

        assertThat(cost(itself)).isEqualTo(OF_THE_PAGE + 10 * PIXELS);
    }

    @Test
    void aPictureInAPatternIsFound() throws IOException {
        PDTilingPattern pattern = new PDTilingPattern();
        pattern.setResources(of(picture(BufferedImage.TYPE_INT_RGB)));
        PDResources resources = new PDResources();
        resources.put(COSName.getPDFName("P"), pattern);

        assertThat(cost(resources)).isEqualTo(OF_THE_PAGE + 10 * PIXELS);
    }

    @Test
    void aMaskCostsAsMuchAsAPicture() throws IOException {
        PDImageXObject picture = picture(BufferedImage.TYPE_INT_RGB);
        picture.getCOSObject()
                .setItem(COSName.SMASK, picture(BufferedImage.TYPE_BYTE_GRAY).getCOSObject());

        assertThat(cost(of(picture))).isEqualTo(OF_THE_PAGE + (10 + 6 + 8) * PIXELS);
    }

    private PDFormXObject form(PDResources resources) {
        PDFormXObject form = new PDFormXObject(document);
        form.setResources(resources);
        return form;
    }

    private PDImageXObject picture(int type) throws IOException {
        return LosslessFactory.createFromImage(document, new BufferedImage(100, 60, type));
    }

    private static PDResources of(PDImageXObject picture) {
        PDResources resources = new PDResources();
        resources.put(COSName.getPDFName("Im"), picture);
        return resources;
    }

    private static long cost(PDResources resources) {
        PDPage page = new PDPage();
        page.setResources(resources);
        return PictureCost.drawing(page, DRAWN);
    }
}
