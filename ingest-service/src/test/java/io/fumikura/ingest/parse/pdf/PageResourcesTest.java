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
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
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

    @Test
    void aLargePictureIsUnpackedOnceForAPage() throws IOException {
        Path file = folder.resolve("pieces.pdf");
        try (PDDocument document = new PDDocument()) {
            PDImageXObject picture =
                    LosslessFactory.createFromImage(
                            document, new BufferedImage(1500, 1500, BufferedImage.TYPE_INT_RGB));
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                for (int piece = 0; piece < 20; piece++) {
                    content.drawImage(picture, 0, 30 * piece, 500, 30);
                }
            }
            document.save(file.toFile());
        }

        assertThat(new PdfDrawing().draw(file, Limits.plenty(), 1, 200).image()).isNotNull();
    }

    @Test
    void largePicturesAreKeptForOnePageAndNotTooManyOfThem() throws IOException {
        Path file = folder.resolve("pictures.pdf");
        try (PDDocument document = new PDDocument()) {
            for (int page = 0; page < 5; page++) {
                add(document, 2_000);
            }
            document.save(file.toFile());
        }

        try (PDDocument document = BoundedPdf.open(file.toFile(), new PageBound(Limits.plenty()))) {
            PageResources kept = (PageResources) document.getResourceCache();
            kept.beginPage();
            Object before = picture(document, 0);
            assertThat(picture(document, 0)).isSameAs(before);
            kept.endPage();
            kept.beginPage();
            Object first = picture(document, 0);
            assertThat(first).isNotSameAs(before);
            Object second = picture(document, 1);
            for (int page = 2; page < 4; page++) {
                assertThat(picture(document, 0)).isSameAs(first);
                picture(document, page);
            }
            assertThat(picture(document, 0)).isSameAs(first);
            picture(document, 4);
            assertThat(picture(document, 1)).as("drawn longest ago").isNotSameAs(second);
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
