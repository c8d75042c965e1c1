package io.fumikura.ingest.parse.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.ingest.parse.Limits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageResourcesTest {
    @TempDir Path folder;

    @Test
    void keepsSmallPicturesAndNoneOfAPagesSize() throws IOException {
        Path file = folder.resolve("pictures.pdf");
        try (PDDocument document = new PDDocument()) {
            add(document, 100);
            add(document, 1_200);
            document.save(file.toFile());
        }

        try (PDDocument document = BoundedPdf.open(file.toFile(), new PageBound(Limits.plenty()))) {
            assertThat(picture(document, 0)).as("a logo").isSameAs(picture(document, 0));
            assertThat(picture(document, 1)).as("a scan").isNotSameAs(picture(document, 1));
        }
    }

    private static Object picture(PDDocument document, int page) throws IOException {
        PDResources resources = document.getPage(page).getResources();
        COSName name = resources.getXObjectNames().iterator().next();
        return resources.getXObject(name);
    }

    private static void add(PDDocument document, int side) throws IOException {
        PDImageXObject picture =
                CCITTFactory.createFromImage(
                        document, new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY));
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawImage(picture, 0, 0);
        }
    }
}
